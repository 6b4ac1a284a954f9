package dev.carabiner.server.m2m;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.web.Reception;
import dev.carabiner.server.web.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class DiscoveryDoorTest {
  private final Bench bench = new Bench();
  private final Reception reception = new Reception(List.of(bench.discovery));

  private String get(String path) {
    return reception.answer(Request.get(path)).bodyText();
  }

  private static ObjectNode json(String body) {
    return Json.parseObject(body).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.well-known/jwks", "/.well-known/jwks.json"})
  void anybody_can_check_a_token_with_the_published_keys(String path) throws Exception {
    var token = SignedJWT.parse(bench.token());
    var published = get(path);
    var key = JWKSet.parse(published).getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();

    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    for (var member : Json.parseObject(published).orElseThrow().path("keys"))
      assertThat(member.propertyNames())
          .containsExactlyInAnyOrder("kty", "n", "e", "kid", "alg", "use");
  }

  @Test
  void both_discovery_documents_are_one_and_name_the_issuer_byte_for_byte() throws Exception {
    var one = get("/.well-known/openid-configuration");
    var other = get("/.well-known/oauth-authorization-server");

    assertThat(one).isEqualTo(other);
    assertThat(json(one).path("issuer").stringValue()).isEqualTo(Bench.ISSUER);
    assertThat(json(one).path("token_endpoint").stringValue())
        .isEqualTo(Bench.ISSUER + "/oauth2/token");
    assertThat(json(one).path("jwks_uri").stringValue())
        .isEqualTo(Bench.ISSUER + "/.well-known/jwks.json");
    assertThat(json(one).path("subject_types_supported").toString()).isEqualTo("[\"public\"]");
  }
}
