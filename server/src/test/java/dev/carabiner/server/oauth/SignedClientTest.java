package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SignedClientTest {
  private static final String START =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t', ";
  private static final String SELF_MADE =
      START
          + "variables: [{id: team, pattern: '[A-Z]+', default: TEAM, scope: app}], "
          + "client_secret_jwt: {algorithm: ES256, audience: 'https://acme.example', issuer: '${team}', subject: '${client_id}', key_id: 'K-${team}', max_lifetime: 60}}";

  @Test
  void a_self_made_secret_is_a_short_jwt_signed_with_the_stored_key() throws Exception {
    var keys = curve("secp256r1");
    var sent = exchange(client(SELF_MADE, pem(keys)));
    var secret = JWSObject.parse(sent.get("client_secret"));

    assertThat(secret.verify(new ECDSAVerifier((ECPublicKey) keys.getPublic()))).isTrue();
    assertThat(secret.getHeader().getKeyID()).isEqualTo("K-TEAM");
    assertThat(secret.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    var claims = claims(secret);
    assertThat(claims.path("iss").asString()).isEqualTo("TEAM");
    assertThat(claims.path("sub").asString()).isEqualTo("the-client");
    assertThat(claims.path("aud").asString()).isEqualTo("https://acme.example");
    assertThat(claims.path("iat").longValue()).isEqualTo(TestProviders.NOW.getEpochSecond());
    assertThat(claims.path("exp").longValue()).isEqualTo(TestProviders.NOW.getEpochSecond() + 60);
    assertThat(sent).doesNotContainKey("client_assertion");
  }

  @Test
  void an_assertion_names_the_token_endpoint_and_is_never_the_same_twice() throws Exception {
    var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var client = client(START + "client_auth: private_key_jwt}", pem(keys));
    var first = exchange(client);
    var assertion = JWSObject.parse(first.get("client_assertion"));

    assertThat(first.get("client_assertion_type"))
        .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assertThat(first).containsEntry("client_id", "the-client").doesNotContainKey("client_secret");
    assertThat(assertion.verify(new RSASSAVerifier((RSAPublicKey) keys.getPublic()))).isTrue();
    assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    var claims = claims(assertion);
    assertThat(claims.path("aud").asString()).isEqualTo("https://acme.example/t");
    assertThat(claims.path("iss").asString()).isEqualTo("the-client");
    assertThat(claims.path("sub").asString()).isEqualTo("the-client");
    assertThat(claims.path("exp").longValue() - claims.path("iat").longValue()).isEqualTo(300);
    assertThat(claims(JWSObject.parse(exchange(client).get("client_assertion"))).path("jti"))
        .isNotEqualTo(claims.path("jti"));
  }

  @Test
  void an_assertion_may_say_what_the_entry_says() throws Exception {
    var entry =
        START
            + "client_auth: private_key_jwt, client_assertion: {audience: 'https://acme.example', issuer: crm.example}}";
    var sent = exchange(client(entry, pem(curve("secp256r1"))));
    var claims = claims(JWSObject.parse(sent.get("client_assertion")));

    assertThat(claims.path("aud").asString()).isEqualTo("https://acme.example");
    assertThat(claims.path("iss").asString()).isEqualTo("crm.example");
    assertThat(claims.path("sub").asString()).isEqualTo("the-client");
  }

  @Test
  void what_cannot_sign_is_found_out_beforehand() throws Exception {
    var short1024 = KeyPairGenerator.getInstance("RSA");
    short1024.initialize(1024);
    var rsa = pem(KeyPairGenerator.getInstance("RSA").generateKeyPair());
    var curve = pem(curve("secp256r1"));

    for (var wrong :
        List.of("a password", pem(curve("secp384r1")), pem(short1024.generateKeyPair()), rsa))
      assertThat(SignedClient.lacksKey(client(SELF_MADE, wrong))).isTrue();
    assertThat(SignedClient.lacksKey(client(SELF_MADE, curve))).isFalse();
    assertThat(SignedClient.lacksKey(client(SELF_MADE, curve.replace("\n", "\\n")))).isFalse();
    assertThat(SignedClient.lacksKey(client(START + "client_auth: private_key_jwt}", rsa)))
        .isFalse();
    assertThat(SignedClient.lacksKey(client(START + "pkce: required}", "a password"))).isFalse();
  }

  private static Map<String, String> exchange(OAuthClient client) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, "{\"access_token\":\"a\"}"));
    var reply =
        new TokenCalls(wire, TestProviders.CLOCK)
            .exchange(
                client,
                new CodeExchange(
                    Secret.of("c"), "https://crm.example/cb", Optional.empty(), List.of()),
                BeforeSending.GO);
    assertThat(reply).isInstanceOf(TokenReply.Granted.class);
    assertThat(wire.sent.getFirst().uri()).isEqualTo(URI.create("https://acme.example/t"));
    return Arrays.stream(TestProviders.open(wire.sent.getFirst().body().orElseThrow()).split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static ObjectNode claims(JWSObject token) {
    return Json.parseObject(token.getPayload().toString()).orElseThrow();
  }

  private static OAuthClient client(String yaml, String secret) {
    return TestProviders.clientOf(yaml).withSecret(Secret.of(secret));
  }

  private static KeyPair curve(String name) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()).replace("\r", "")
        + "\n-----END PRIVATE KEY-----\n";
  }
}
