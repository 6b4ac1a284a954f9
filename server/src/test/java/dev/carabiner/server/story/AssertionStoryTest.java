package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.SettingsProblem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An enterprise has agreed for its people: the application shows their ID tokens, and nobody is
/// asked in a browser.
class AssertionStoryTest {
  private static final String SESSIONS = "/api/v1/connected_apps/sessions";
  private static final Duration LIFE = Duration.ofSeconds(61);

  @TempDir Path folder;
  private final JumpingClock clock = new JumpingClock();
  private final EnterpriseDouble enterprise = new EnterpriseDouble();
  private House house;

  @BeforeEach
  void open() {
    var providers =
        """
          - {id: sign-in, name: Sign-in, issuer: '@URL@/idp'}
          - {id: tools, name: Tools, grant: identity_assertion, issuer: '@URL@/as', resource: 'https://tools.example'}
        """;
    var apps =
        """
          - {key: sign-in, provider: sign-in, client-id: sign-in, client-secret: s1, callback-url: 'http://127.0.0.1:9/x'}
          - {key: tools, provider: tools, client-id: tools-client, client-secret: s2, identity-app: sign-in, scopes: [read], callback-url: 'http://127.0.0.1:9/x'}
        """;
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            yaml ->
                yaml.replace(
                            "allow: [",
                            "allow: [" + URI.create(enterprise.url).getAuthority() + ", ")
                        .replace("apps:\n", providers.replace("@URL@", enterprise.url) + "apps:\n")
                    + apps,
            clock);
  }

  @AfterEach
  void close() {
    house.close();
    enterprise.close();
  }

  @Test
  void an_id_token_makes_a_connected_session_by_way_of_both_servers() {
    var connected = connect("56", enterprise.idToken("jane", clock));

    assertThat(connected.text("state")).isEqualTo("connected");
    assertThat(connected.json().path("account").path("email").asString())
        .isEqualTo("jane@enterprise.example");
    assertThat(connected.text("grant_expiry")).isNotEmpty();
    assertThat(enterprise.exchanges.getFirst())
        .contains(
            "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:token-exchange"),
            "requested_token_type=" + encoded("urn:ietf:params:oauth:token-type:id-jag"),
            "subject_token_type=" + encoded("urn:ietf:params:oauth:token-type:id_token"),
            "audience=" + encoded(enterprise.url + "/as"),
            "resource=" + encoded("https://tools.example"),
            "scope=read",
            "client_id=sign-in",
            "client_secret=s1");
    assertThat(enterprise.grants.getFirst())
        .contains(
            "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer"),
            "assertion=jag-1",
            "client_id=tools-client",
            "client_secret=s2")
        .doesNotContain("subject_token");
    assertThat(house.read(connected.text("session_id")).text("access_token"))
        .isEqualTo("asserted-1");
    assertThat(connected.json().toString()).doesNotContain("asserted-1").doesNotContain("c2ln");
  }

  @Test
  void tokens_are_had_again_as_long_as_the_id_token_lives_and_a_newer_one_mends_the_session() {
    var session = connect("56", enterprise.idToken("jane", clock)).text("session_id");
    clock.jump(LIFE);
    assertThat(house.read(session).text("access_token")).isEqualTo("asserted-2");

    // RFC 8693 section 2.2.2: the word for an ID token that is over
    enterprise.policy = "invalid_request";
    clock.jump(LIFE);
    assertThat(house.read(session).status()).isEqualTo(503);
    Eventually.holds(() -> {
      clock.jump(Duration.ofSeconds(8));
      return house.read(session).code().equals("RECONNECT_REQUIRED");
    });

    enterprise.policy = "";
    var mended = renew(session, enterprise.idToken("jane", clock));
    assertThat(mended.text("state")).isEqualTo("connected");
    assertThat(house.read(session).text("access_token")).startsWith("asserted-");
  }

  @Test
  void another_users_id_token_is_not_let_in() {
    var session = connect("56", enterprise.idToken("jane", clock)).text("session_id");

    var refused = renew(session, enterprise.idToken("joe", clock));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("ASSERTION_REFUSED");
    assertThat(refused.json().toString()).contains("account_mismatch");
    assertThat(house.read(session).text("access_token")).isEqualTo("asserted-1");
  }

  @Test
  void an_id_token_for_another_client_and_one_that_is_over_go_nowhere() {
    var stranger = connect("56", enterprise.idToken("jane", "somebody-else", clock));
    var late = enterprise.idToken("jane", clock);
    clock.jump(Duration.ofHours(2));

    assertThat(stranger.json().toString()).contains("invalid_id_token");
    assertThat(connect("56", late).json().toString()).contains("invalid_id_token");
    assertThat(connect("56", "no token").json().toString()).contains("invalid_id_token");
    assertThat(enterprise.exchanges).isEmpty();
  }

  @Test
  void what_the_identity_provider_refuses_never_reaches_the_other_server() {
    enterprise.policy = "access_denied";
    assertThat(connect("56", enterprise.idToken("jane", clock)).json().toString())
        .contains("access_denied");
    enterprise.policy = "";
    enterprise.issuedType = "urn:ietf:params:oauth:token-type:access_token";
    assertThat(connect("56", enterprise.idToken("jane", clock)).json().toString())
        .contains("wrong_issued_token_type");

    assertThat(enterprise.grants).isEmpty();
    assertThat(house.api.get(SESSIONS).json().path("sessions")).isEmpty();
  }

  @Test
  void the_id_token_goes_nowhere_when_the_session_is_revoked() {
    var session = connect("56", enterprise.idToken("jane", clock)).text("session_id");

    house.revoke(session);

    Eventually.holds(() -> !enterprise.revoked.isEmpty());
    assertThat(enterprise.revoked).allMatch(form -> form.contains("token=asserted-1"));
    assertThat(renew(session, enterprise.idToken("jane", clock)).code())
        .isEqualTo("INVALID_SESSION");
  }

  @Test
  void an_id_token_is_never_shown_to_another_identity_provider() throws IOException {
    var session = connect("56", enterprise.idToken("jane", clock)).text("session_id");
    var file = folder.resolve("carabiner.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "issuer: '" + enterprise.url + "/idp'",
                "authorization_endpoint: '%1$s/x/a', token_endpoint: '%1$s/x/token'"
                    .formatted(enterprise.url)));
    house.server.reload(new SettingsReader(Map.of()).read(file).settings());
    clock.jump(LIFE);

    assertThat(house.read(session).status()).isEqualTo(503);
    assertThat(enterprise.elsewhere).hasValue(0);
    assertThat(enterprise.exchanges).hasSize(1);
  }

  @Test
  void such_an_app_has_no_links_and_others_take_no_id_token() {
    assertThat(house.link("tools", "56").status()).isEqualTo(400);
    var body = House.json(Map.of("key_code_ref", "sandbox", "user_id", "56", "id_token", "x.y.z"));
    assertThat(house.api.post(SESSIONS, body).status()).isEqualTo(400);
    assertThat(house.api.as(House.STRANGER_ID).post(SESSIONS, body).status()).isEqualTo(404);
    var session = house.connect("56");
    assertThat(renew(session, "x.y.z").status()).isEqualTo(400);
  }

  @Test
  void the_identity_app_has_to_be_there() throws IOException {
    var file = folder.resolve("carabiner.yaml");
    var yaml = Files.readString(file);
    for (var wrong : new String[] {"identity-app: nobody", "identity-app: tools"}) {
      Files.writeString(file, yaml.replace("identity-app: sign-in", wrong));
      assertThatThrownBy(() -> new SettingsReader(Map.of()).read(file))
          .isInstanceOf(SettingsProblem.class)
          .hasMessageContaining("is no other app of the same workspace");
    }
    Files.writeString(file, yaml.replace("identity-app: sign-in, ", ""));
    assertThatThrownBy(
            () -> house.server.reload(new SettingsReader(Map.of()).read(file).settings()))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageContaining("connects by ID tokens of your users");
  }

  private Api.Answer connect(String user, String idToken) {
    var body = Map.of("key_code_ref", "tools", "user_id", user, "id_token", idToken);
    return house.api.post(SESSIONS, House.json(body));
  }

  private Api.Answer renew(String session, String idToken) {
    return house.api.post(
        SESSIONS + "/" + session + "/assertion", House.json(Map.of("id_token", idToken)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
