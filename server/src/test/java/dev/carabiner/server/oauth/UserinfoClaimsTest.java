package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class UserinfoClaimsTest {
  private static final ObjectNode SIGNED = json("{\"sub\": \"ada\", \"name\": \"Ada\"}");

  @Test
  void groups_and_names_are_taken_and_nothing_signed_is_overruled() {
    var told =
        json(
            "{\"sub\": \"eve\", \"name\": \"Eve\", \"email\": \"a@x.example\", \"groups\": [\"staff\"]}");

    assertThat(UserinfoClaims.beside(SIGNED, told, "groups"))
        .isEqualTo(
            json(
                "{\"sub\": \"ada\", \"name\": \"Ada\", \"email\": \"a@x.example\", \"groups\": [\"staff\"]}"));
  }

  @Test
  void how_and_when_somebody_signed_in_is_not_taken() {
    var told = json("{\"auth_time\": 1, \"acr\": \"2\", \"amr\": [\"mfa\"], \"exp\": 9}");

    assertThat(UserinfoClaims.beside(SIGNED, told, "groups")).isEqualTo(SIGNED);
  }

  @Test
  void a_path_takes_the_claim_that_it_begins_with() {
    var told = json("{\"realm_access\": {\"roles\": [\"staff\"]}, \"realm\": \"x\"}");

    assertThat(UserinfoClaims.beside(SIGNED, told, "realm_access.roles").has("realm_access"))
        .isTrue();
    assertThat(UserinfoClaims.beside(SIGNED, told, "realm_access.roles").has("realm")).isFalse();
  }

  private static ObjectNode json(String text) {
    return Json.parseObject(text).orElseThrow();
  }
}
