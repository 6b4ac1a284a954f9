package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpStoryTest {
  private static final String SESSIONS = "/api/v1/connected_apps/sessions/";

  @TempDir Path folder;
  private final McpServerDouble tools = new McpServerDouble();

  @AfterEach
  void stop() {
    tools.close();
  }

  @Test
  void a_user_connects_an_mcp_server_that_nobody_has_registered_at() {
    try (var house = open()) {
      var session = connect(house);

      assertThat(house.read(session).text("access_token")).isEqualTo("a");
      assertThat(tools.bodies)
          .anySatisfy(
              body -> assertThat(body).contains("grant_type=authorization_code", "resource="));
      connect(house);
      assertThat(tools.count("POST /register")).isEqualTo(1);
      assertThat(house.show(session).json().path("values")).isEmpty();
    }
  }

  @Test
  void the_application_reports_that_more_scopes_are_wanted_and_the_next_link_asks_for_them() {
    try (var house = open()) {
      var session = connect(house);
      var challenge = "Bearer error=\"insufficient_scope\", scope=\"write\"";

      assertThat(report(house, session, challenge).status()).isEqualTo(200);
      assertThat(house.read(session).status()).isEqualTo(200);
      var link = house.api.post(SESSIONS + session + "/reconnect", "{}").text("url");
      assertThat(new Browser().connect(link).getQuery()).doesNotContain("error");

      assertThat(tools.scopes).isEqualTo("read write");
      assertThat(house.show(session).json().path("granted_scopes"))
          .hasToString("[\"read\",\"write\"]");
      assertThat(report(house, session, challenge).status()).isEqualTo(400);
    }
  }

  @Test
  void a_report_without_a_challenge_for_scopes_is_refused() {
    try (var house = open()) {
      var session = connect(house);

      assertThat(report(house, session, "Bearer error=\"invalid_token\"").status()).isEqualTo(400);
      assertThat(report(house, session, "Basic scope=\"write\"").status()).isEqualTo(400);
      assertThat(house.api.post(SESSIONS + session + "/report", "{\"status\":403}").status())
          .isEqualTo(400);
    }
  }

  @Test
  void the_client_of_an_app_without_one_is_described_at_its_address() {
    try (var house = open()) {
      var address = house.server.url() + "/connected_apps/client/tools";
      var document = Json.parseObject(new Browser().get(address).body()).orElseThrow();

      assertThat(document.path("client_id").asString()).isEqualTo(address);
      assertThat(document.path("redirect_uris"))
          .hasToString("[\"" + house.server.url() + "/connected_apps/callback/tools\"]");
      assertThat(document.path("token_endpoint_auth_method").asString()).isEqualTo("none");
      assertThat(new Browser().get(house.server.url() + "/connected_apps/client/sandbox"))
          .matches(reply -> reply.statusCode() == 404);
    }
  }

  private static Api.Answer report(House house, String session, String challenge) {
    var body = Json.object().put("status", 403).put("www_authenticate", challenge);
    return house.api.post(SESSIONS + session + "/report", Json.write(body));
  }

  private static String connect(House house) {
    var started = house.link("tools", "56");
    var end = new Browser().connect(started.text("url"));
    assertThat(end.getQuery()).doesNotContain("error");
    return started.text("session_id");
  }

  private House open() {
    return House.open(
        folder,
        UnaryOperator.identity(),
        yaml ->
            yaml.replace("allow: [", "allow: [" + URI.create(tools.url).getAuthority() + ", ")
                    .replace(
                        "\napps:\n",
                        "\n  - {id: tools, name: Tools, mcp_server: '"
                            + tools.url
                            + "/mcp'}\napps:\n")
                + "  - {key: tools, provider: tools, callback-url: 'http://127.0.0.1:9/connected'}\n");
  }
}
