package dev.carabiner.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OpenApiDocumentTest {
  private static final Set<String> SCOPES =
      Set.of(
          "read:connected_apps",
          "create:connected_apps",
          "update:connected_apps",
          "delete:connected_apps");

  private final OpenApiDocument document = OpenApiDocument.packed();
  private final OpenApiContract contract = new OpenApiContract();

  @Test
  void it_names_the_calls_of_the_contract_with_their_scopes() {
    assertThat(document.operations())
        .extracting(operation ->
            operation
                + " "
                + operation
                    .node()
                    .path("security")
                    .path(0)
                    .path("kindeBearerAuth")
                    .path(0)
                    .asString("-"))
        .contains(
            "GET /api/v1/connected_apps/auth_url read:connected_apps",
            "GET /api/v1/connected_apps/token read:connected_apps",
            "POST /api/v1/connected_apps/revoke create:connected_apps",
            "POST /api/v1/connected_apps/complete create:connected_apps",
            "GET /api/v1/connected_apps/sessions read:connected_apps",
            "GET /api/v1/connected_apps/sessions/{session_id} read:connected_apps",
            "PATCH /api/v1/connected_apps/sessions/{session_id} update:connected_apps",
            "POST /api/v1/connected_apps/sessions/{session_id}/reconnect create:connected_apps",
            "POST /api/v1/connected_apps/sessions/{session_id}/report create:connected_apps",
            "DELETE /api/v1/connected_apps/users/{user_id} delete:connected_apps",
            "POST /oauth2/token -",
            "GET /.well-known/openid-configuration -",
            "GET /.well-known/oauth-authorization-server -",
            "GET /.well-known/jwks -",
            "GET /.well-known/jwks.json -",
            "GET /api/openapi.yaml -");
  }

  @Test
  void webhooks_need_the_scope_of_managers_besides() {
    assertThat(document.operations())
        .filteredOn(operation -> operation.path().startsWith("/api/v1/connected_apps/webhooks"))
        .hasSize(10)
        .allMatch(operation ->
            operation
                .node()
                .path("security")
                .path(0)
                .path("kindeBearerAuth")
                .path(1)
                .asString("")
                .equals("manage:connected_apps"));
  }

  @Test
  void every_operation_of_the_api_tells_scope_and_refusals() {
    for (var operation : document.operations()) {
      if (!operation.path().startsWith("/api/v1/")) continue;
      var bearer = operation.node().path("security").path(0).path("kindeBearerAuth");
      assertThat(SCOPES).as("%s", operation).contains(bearer.path(0).asString());
      assertThat(operation.node().path("responses").propertyNames())
          .as("%s", operation)
          .contains("400", "401", "403", "429", "503")
          .containsAnyOf("200", "201");
    }
  }

  @Test
  void every_reference_leads_somewhere_and_no_name_is_given_twice() {
    assertThat(everythingNamed(document.root(), "$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.root().at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    assertThat(everythingNamed(document.root(), "operationId"))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(document.operations());
  }

  @Test
  void every_shared_piece_is_used() {
    var references = Set.copyOf(everythingNamed(document.root(), "$ref"));
    for (var kind : List.of("parameters", "schemas", "headers")) {
      for (var name : document.components().path(kind).propertyNames())
        assertThat(references).contains("#/components/" + kind + "/" + name);
    }
  }

  @Test
  void every_example_fits_its_schema() {
    var contents = document.root().findValues("content");
    var examples = 0;
    for (var content : contents) {
      for (var media : content) {
        if (!media.has("example")) continue;
        assertThat(contract.mistakes(media.path("schema"), media.path("example")))
            .as("%s", media.path("example"))
            .isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(30);
  }

  @Test
  void every_success_body_is_closed() {
    for (var operation : document.operations()) {
      for (var status : List.of("200", "201")) {
        var response = operation.node().path("responses").path(status);
        var body = response.path("content").path("application/json");
        if (!body.isMissingNode())
          assertThat(document.followed(body.path("schema")).path("additionalProperties").asString())
              .as("%s", operation)
              .isEqualTo("false");
      }
    }
  }

  private static List<String> everythingNamed(JsonNode root, String name) {
    return root.findValues(name).stream().map(JsonNode::asString).toList();
  }
}
