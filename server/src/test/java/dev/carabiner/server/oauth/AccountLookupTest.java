package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.vault.Secret;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountLookupTest {
  private static final long LATER = TestProviders.NOW.getEpochSecond() + 3600;
  private static final Optional<Secret> NONCE = Optional.of(Secret.of("n"));
  private static final String GOOD =
      "\"iss\":\"https://accounts.google.com\",\"aud\":\"the-client\",\"exp\":"
          + LATER
          + ",\"nonce\":\"n\",\"sub\":\"1\",\"name\":\"Ann\",\"email\":\"ann@acme.example\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          github       | GET https://api.github.com/user                                  | {"login":"octocat","id":1,"name":"Mona","email":"m@acme.example"}          | 1   | Mona    | m@acme.example
          github       | GET https://api.github.com/user                                  | {"login":"octocat","id":1,"name":null,"email":null}                        | 1   | octocat |
          discord      | GET https://discord.com/api/v10/users/@me                        | {"id":"80351110224678912","username":"nelly","global_name":"Nelly","email":"n@acme.example"} | 80351110224678912 | Nelly | n@acme.example
          discord      | GET https://discord.com/api/v10/users/@me                        | {"id":"80351110224678912","username":"nelly","global_name":null}           | 80351110224678912 | nelly |
          gitlab       | GET https://gitlab.com/api/v4/user                               | {"id":7,"username":"jo","name":"Jo","email":"j@acme.example"}              | 7   | Jo      | j@acme.example
          patreon      | GET https://www.patreon.com/api/oauth2/v2/identity?fields%5Buser%5D=full_name,email | {"data":{"type":"user","id":"22","attributes":{"full_name":"Pat","email":"p@acme.example"}}} | 22 | Pat | p@acme.example
          google-drive | GET https://www.googleapis.com/drive/v3/about?fields=user        | {"user":{"kind":"drive#user","displayName":"Ann","permissionId":"0123","emailAddress":"a@acme.example"}} | 0123 | Ann | a@acme.example
          microsoft    | GET https://graph.microsoft.com/v1.0/me?$select=id,displayName,mail,userPrincipalName | {"id":"87d3","displayName":"Adele","mail":null,"userPrincipalName":"adele@acme.example"} | 87d3 | Adele | adele@acme.example
          """)
  void an_account_is_read_from_the_answer_that_the_provider_documents(
      String provider, String request, String answer, String id, String name, String email) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, answer));

    var account = lookup(wire, provider, grant(Optional.empty()));

    assertThat(account)
        .contains(new Account(id, Optional.ofNullable(name), Optional.ofNullable(email)));
    assertThat(TestProviders.shown(wire.sent.getFirst()))
        .startsWith(request + "\n")
        .contains("Authorization: Bearer TT-1\n");
  }

  @Test
  void an_api_gets_the_headers_it_wants() {
    var wire = new TestProviders.Recording(TestProviders.answer(200, "{\"id\":1}"));
    lookup(wire, "github", grant(Optional.empty()));

    assertThat(TestProviders.shown(wire.sent.getFirst()))
        .contains("Accept: application/vnd.github+json\nX-GitHub-Api-Version: 2022-11-28\n");
  }

  @Test
  void an_id_token_tells_the_account_without_a_call() {
    assertThat(lookup(TestProviders.NO_NETWORK, "google", grant(token("{" + GOOD + "}"))))
        .contains(new Account("1", Optional.of("Ann"), Optional.of("ann@acme.example")));
  }

  @Test
  void the_issuer_of_an_id_token_may_carry_the_tenant_that_the_token_names() {
    var claims =
        "{\"iss\":\"https://login.microsoftonline.com/9188/v2.0\",\"tid\":\"9188\",\"aud\":\"the-client\",\"exp\":"
            + LATER
            + ",\"nonce\":\"n\",\"sub\":\"pairwise\",\"oid\":\"87d3\",\"preferred_username\":\"adele@acme.example\"}";

    assertThat(lookup(TestProviders.NO_NETWORK, "microsoft", grant(token(claims))))
        .contains(
            new Account(
                "87d3", Optional.of("adele@acme.example"), Optional.of("adele@acme.example")));
    var another = claims.replace("\"tid\":\"9188\"", "\"tid\":\"9188/../evil\"");
    assertThat(lookup(silent(), "microsoft", grant(token(another)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "iss":"https://accounts.google.com"  | "iss":"https://evil.example"
          "iss":"https://accounts.google.com"  | "iss":"https://accounts.google.com/"
          "iss":"https://accounts.google.com"  | "iss":["https://accounts.google.com"]
          "aud":"the-client"                   | "aud":"another"
          "aud":"the-client"                   | "aud":["the-client","another"]
          "aud":"the-client"                   | "aud":["another"],"azp":"the-client"
          "aud":"the-client"                   | "aud":"the-client","azp":"another"
          "aud":"the-client"                   | "aud":[]
          "nonce":"n"                          | "nonce":"m"
          "nonce":"n"                          | "x":1
          "sub":"1"                            | "sub":""
          "sub":"1"                            | "sub":{}
          "sub":"1"                            | "sub":"1","at_hash":"AAAA"
          "sub":"1"                            | "sub":"1","sub":"2"
          "exp":                               | "exp":"x","ex":
          "exp":                               | "exp":1e400,"ex":
          "exp":                               | "exp":-1,"ex":
          """)
  void an_id_token_with_anything_wrong_tells_nothing(String good, String wrong) {
    assertThat(GOOD).contains(good);

    assertThat(lookup(silent(), "google", grant(token("{" + GOOD.replace(good, wrong) + "}"))))
        .isEmpty();
  }

  @Test
  void
      an_id_token_is_good_a_minute_longer_than_it_says_and_for_several_audiences_with_ours_named() {
    var now = TestProviders.NOW.getEpochSecond();
    assertThat(
            lookup(
                silent(),
                "google",
                grant(token("{" + GOOD.replace(LATER + "", now - 59 + "") + "}"))))
        .isPresent();
    assertThat(
            lookup(
                silent(),
                "google",
                grant(token("{" + GOOD.replace(LATER + "", now - 60 + "") + "}"))))
        .isEmpty();
    var several =
        GOOD.replace(
            "\"aud\":\"the-client\"", "\"aud\":[\"the-client\",\"b\"],\"azp\":\"the-client\"");
    assertThat(lookup(silent(), "google", grant(token("{" + several + "}")))).isPresent();
  }

  @Test
  void a_hash_in_the_id_token_must_be_that_of_the_access_token() {
    // the left half of SHA-256("TT-1")
    var hash = Sha256.hex("TT-1").substring(0, 32);
    var half =
        Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hash));

    assertThat(
            lookup(silent(), "google", grant(token("{" + GOOD + ",\"at_hash\":\"" + half + "\"}"))))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b", "a.b.c.d.e", "....", "!.!.!"})
  void what_is_no_id_token_tells_nothing(String token) {
    assertThat(lookup(silent(), "google", grant(Optional.of(Secret.of(token))))).isEmpty();
  }

  @Test
  void without_a_usable_id_token_and_account_endpoint_userinfo_is_asked_if_openid_was_granted() {
    var wire =
        new TestProviders.Recording(
            TestProviders.answer(200, "{\"sub\":\"1\",\"name\":\" A\\u0000nn \"}"));

    assertThat(lookup(wire, "google", grant(Optional.empty())))
        .contains(new Account("1", Optional.of("A nn"), Optional.empty()));
    assertThat(wire.sent.getFirst().uri())
        .hasToString("https://openidconnect.googleapis.com/v1/userinfo");
    assertThat(
            new AccountLookup(TestProviders.NO_NETWORK, TestProviders.CLOCK)
                .find(
                    TestProviders.client("google"),
                    grant(Optional.empty()),
                    List.of("email"),
                    NONCE))
        .isEmpty();
  }

  @Test
  void a_look_up_that_fails_is_no_account_and_no_error() {
    assertThat(
            lookup(
                new TestProviders.Recording(TestProviders.answer(403, "{\"id\":1}")),
                "github",
                grant(Optional.empty())))
        .isEmpty();
    assertThat(
            lookup(
                new TestProviders.Recording(TestProviders.answer(200, "<html>")),
                "github",
                grant(Optional.empty())))
        .isEmpty();
    assertThat(
            lookup(
                new TestProviders.Recording(
                    TestProviders.answer(200, "{\"id\":\"" + "1".repeat(256) + "\"}")),
                "github",
                grant(Optional.empty())))
        .isEmpty();
    assertThat(
            lookup(
                new TestProviders.Recording(new OutboundAnswer.NotSent(false, "x")),
                "github",
                grant(Optional.empty())))
        .isEmpty();
  }

  private static Wire silent() {
    return (_, _) -> new OutboundAnswer.NoAnswer("silent");
  }

  private static Optional<Account> lookup(Wire wire, String provider, Grant grant) {
    var asked = provider.equals("google") ? List.of("openid") : List.<String>of();
    return new AccountLookup(wire, TestProviders.CLOCK)
        .find(TestProviders.client(provider), grant, asked, NONCE);
  }

  private static Grant grant(Optional<Secret> idToken) {
    return new Grant(
        Secret.of("TT-1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        idToken);
  }

  private static Optional<Secret> token(String claims) {
    return Optional.of(Secret.of(part("{\"alg\":\"RS256\"}") + "." + part(claims) + ".c2ln"));
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
