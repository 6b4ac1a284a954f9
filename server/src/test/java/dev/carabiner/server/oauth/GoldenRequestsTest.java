package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.Lifecycle;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.RevocationRules;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every byte that each provider with a hand-checked case is sent, in files that people can read.
class GoldenRequestsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/oauth");
  private static final String REDIRECT = "https://crm.acme.example/connected_apps/callback/x";
  private static final Secret ACCESS = Secret.of("the-access-token");
  private static final Secret REFRESH = Secret.of("the-refresh-token");
  private static final OneTimeValues ONE_TIME =
      new OneTimeValues(
          Secret.of("the-state"),
          // RFC 7636 appendix B
          Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
          Secret.of("the-nonce"));

  /// What good answers to revocations have, whoever gives them.
  private static final String DONE = "{\"ok\":true,\"revoked\":true,\"success\":true,\"code\":0}";

  /// Made anew with each call, and signed with another key each time.
  private static final Pattern JWT = Pattern.compile("(eyJ[\\w-]+)\\.(eyJ[\\w-]+)\\.[\\w-]+");

  static List<String> cases() {
    return GoldenCase.ids();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_provider_is_sent_exactly_this(String id) throws IOException {
    var text = text(GoldenCase.of(id));

    var drafts = System.getProperty("golden.drafts", "");
    if (!drafts.isEmpty()) Files.writeString(Path.of(drafts).resolve(id + ".txt"), text);
    assertThat(text).isEqualTo(Files.readString(FOLDER.resolve(id + ".txt")));
  }

  private static String text(GoldenCase one) {
    var client = signing(one.client());
    var consent = new Consent(Map.of(), Map.of(), Optional.empty());
    var authorization =
        new AuthorizationRequest(client, REDIRECT, consent, ONE_TIME, Optional.empty());
    var verifier =
        authorization.hasCodeChallenge()
            ? Optional.of(ONE_TIME.codeVerifier())
            : Optional.<Secret>empty();
    var exchange =
        new CodeExchange(
            Secret.of("the/code"),
            authorization.redirectUriToKeep(),
            verifier,
            List.of("a"),
            Optional.of(ONE_TIME.state()));
    var speaking = client.speakingFor(one.kept());
    var text =
        new StringBuilder("# the browser\nGET " + authorization.uri() + "\n\n# code exchange\n")
            .append(shown(TokenRequests.exchange(signed(speaking), exchange)));
    TokenRequests.second(speaking, ACCESS)
        .map(call -> call.request(TokenRequests.SECOND))
        .ifPresent(second -> text.append("\n# second exchange\n").append(shown(second)));
    var asked = asked(one, speaking);
    if (!asked.isEmpty()) text.append("\n# questions\n").append(asked);
    return text.append("\n# refresh\n")
        .append(refresh(speaking))
        .append("\n# revocation\n")
        .append(revocation(speaking.speakingFor(one.keptAtLast())))
        .toString();
  }

  private static String asked(GoldenCase one, OAuthClient client) {
    var nothing = TestProviders.answer(404, "{}");
    var wire = new TestProviders.Recording(nothing, nothing, nothing);
    var grant =
        new Grant(
            ACCESS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            one.kept().values(),
            Optional.empty());
    new AccountLookup(wire, TestProviders.CLOCK).find(client, grant, one.asked(), Optional.empty());
    new LookupCall(wire, TestProviders.CLOCK).of(client, grant);
    return all(wire);
  }

  private static String refresh(OAuthClient client) {
    var request = new RefreshRequest(REFRESH, List.of("a", "b"), REDIRECT, Duration.ofSeconds(45));
    var provider = client.provider().provider();
    var never =
        provider.lifecycle().refreshTokens().given() == Lifecycle.Given.NEVER
            && !provider.quirks().has(Quirk.AccessTokenIsRenewed.class);
    return never ? "none\n" : shown(TokenRequests.refresh(signed(client), request));
  }

  private static String revocation(OAuthClient client) {
    var way = client.provider().provider().protocol().revocation().way();
    var answer = TestProviders.answer(200, way instanceof RevocationRules.Custom ? DONE : "");
    var wire = new TestProviders.Recording(answer, answer);
    var tokens = new TokensToRevoke(Optional.of(REFRESH), Optional.of(ACCESS));
    var reply =
        new RevocationCall(wire, TestProviders.CLOCK).revoke(client, tokens, BeforeSending.GO);
    if (reply instanceof RevocationReply.Unsupported) return "none\n";
    assertThat(reply).isEqualTo(new RevocationReply.Revoked());
    return all(wire);
  }

  private static String all(TestProviders.Recording wire) {
    return wire.sent.stream().map(GoldenRequestsTest::shown).collect(Collectors.joining("\n"));
  }

  private static String shown(OutboundRequest request) {
    return JWT.matcher(TestProviders.shown(request))
        .replaceAll(
            token -> "(signed: " + decoded(token.group(1)) + " " + decoded(token.group(2)) + ")");
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8)
        .replaceAll("\"jti\":\"[^\"]+\"", "\"jti\":\"…\"");
  }

  private static OAuthClient signed(OAuthClient client) {
    return SignedClient.of(client, TestProviders.NOW);
  }

  /// With a key, where the client signs.
  private static OAuthClient signing(OAuthClient client) {
    if (!SignedClient.lacksKey(client)) return client;
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var key = generator.generateKeyPair().getPrivate().getEncoded();
      return client.withSecret(
          Secret.of(
              "-----BEGIN PRIVATE KEY-----\n"
                  + Base64.getMimeEncoder().encodeToString(key)
                  + "\n-----END PRIVATE KEY-----\n"));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has P-256", missing);
    }
  }
}
