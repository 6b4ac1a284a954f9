package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.SettingsProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Managers of a workspace make providers of their own while the server runs.
class CustomProvidersStoryTest {
  private static final String ALL = "/api/v1/connected_apps/providers";
  private static final String ONE = ALL + "/acme-id";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            yaml ->
                yaml.replace(
                    "delete:connected_apps]", "delete:connected_apps, manage:connected_apps]"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_provider_made_by_the_api_connects_at_once_and_after_a_restart_of_its_app()
      throws IOException {
    var made = make();
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("managed_by")).isEqualTo("api");
    assertThat(made.json().path("entry").path("issuer").asString())
        .isEqualTo(house.sandbox.issuer().toString());

    let("sandbox", "provider: acme-id");

    var session = house.connect("56");
    assertThat(house.show(session).text("provider")).isEqualTo("acme-id");
    assertThat(house.provider(house.read(session).text("access_token"))).isEqualTo(200);
  }

  @Test
  void the_list_shows_built_in_ones_those_of_the_file_and_own_ones() {
    make();

    var list = house.api.get(ALL).json().path("providers").toString();

    assertThat(list)
        .contains("{\"id\":\"github\",\"name\":\"GitHub\",\"managed_by\":\"catalogue\"}")
        .contains("{\"id\":\"sandbox-id\",\"name\":\"Sandbox\",\"managed_by\":\"file\"}")
        .contains("{\"id\":\"acme-id\",\"name\":\"Acme ID\",\"managed_by\":\"api\"}");
    assertThat(house.api.get(ALL + "/github").text("managed_by")).isEqualTo("catalogue");
  }

  @Test
  void an_entry_that_cannot_be_used_is_refused_by_the_name_of_its_key() {
    assertThat(wrong("{\"id\":\"acme-id\",\"name\":\"A\",\"token_endpont\":\"https://a.example\"}"))
        .contains("token_endpont: unknown key");
    assertThat(wrong("{\"name\":\"A\"}")).contains("needs the key id");
    assertThat(wrong("{\"id\":\"Acme\",\"name\":\"A\",\"issuer\":\"https://a.example\"}"))
        .contains("id: must be lower-case");
    assertThat(wrong("[]")).contains("must be a JSON object");
    make();
    var renamed = house.api.call("PATCH", ONE, "{\"id\":\"other-id\"}");
    assertThat(renamed.status()).isEqualTo(400);
    assertThat(house.api.call("PATCH", ONE, "{\"issuer\":null}").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(house.api.get(ONE).json().path("entry").has("issuer")).isTrue();
  }

  @Test
  void another_address_clears_the_secrets_of_the_apps_and_another_name_does_not()
      throws IOException, SQLException {
    make();
    let("sandbox", "provider: acme-id");

    assertThat(house.api.call("PATCH", ONE, "{\"name\":\"Acme\"}").text("name")).isEqualTo("Acme");
    assertThat(secret("sandbox")).isTrue();

    var moved = house.api.call("PATCH", ONE, "{\"issuer\":\"https://elsewhere.example\"}");
    assertThat(moved.status()).isEqualTo(200);
    assertThat(secret("sandbox")).isFalse();
    assertThat(secret("straight")).isTrue();
  }

  @Test
  void what_the_file_names_is_changed_there() {
    for (var method : new String[] {"PATCH", "DELETE"}) {
      var refused = house.api.call(method, ALL + "/sandbox-id", "{\"name\":\"Mine\"}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("MANAGED_BY_FILE");
      assertThat(refused.response().body()).contains("carabiner.yaml:");
    }
    assertThat(house.api.call("PATCH", ALL + "/github", "{\"name\":\"Mine\"}").code())
        .isEqualTo("PROVIDER_BUILT_IN");
    var over = house.api.post(ALL, entry().replace("acme-id", "github"));
    assertThat(over.status()).isEqualTo(409);
    assertThat(over.code()).isEqualTo("PROVIDER_EXISTS");
  }

  @Test
  void a_provider_goes_when_no_app_uses_it_any_more() throws IOException {
    make();
    let("sandbox", "provider: acme-id");

    var refused = house.api.call("DELETE", ONE, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("PROVIDER_IN_USE");
    assertThat(refused.response().body()).contains("sandbox");

    let("sandbox", "provider: sandbox-id");
    assertThat(house.api.call("DELETE", ONE, "").status()).isEqualTo(200);
    assertThat(house.api.get(ONE).code()).isEqualTo("PROVIDER_NOT_FOUND");
    assertThat(house.api.call("DELETE", ONE, "").status()).isEqualTo(404);
  }

  @Test
  void another_workspace_neither_sees_nor_changes_nor_uses_it() throws IOException {
    make();
    var stranger = house.api.as(House.STRANGER_ID);

    assertThat(stranger.get(ALL).json().toString()).doesNotContain("acme-id").contains("github");
    assertThat(stranger.get(ONE).status()).isEqualTo(404);
    assertThat(stranger.call("PATCH", ONE, "{\"name\":\"Mine\"}").status()).isEqualTo(404);
    assertThat(stranger.call("DELETE", ONE, "").status()).isEqualTo(404);
    assertThat(stranger.post(ALL, entry()).code()).isEqualTo("PROVIDER_EXISTS");
    assertThatThrownBy(() -> let("sandbox", "provider: acme-id\n    workspace: elsewhere"))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageContaining("provider");
  }

  @Test
  void only_managers_get_in() throws IOException {
    rewrite(yaml -> yaml.replaceFirst(", manage:connected_apps", ""));

    for (var method : new String[] {"GET", "POST"})
      assertThat(house.api.call(method, ALL, method.equals("POST") ? entry() : "").code())
          .isEqualTo("SCOPE_MISSING");
    for (var method : new String[] {"GET", "PATCH", "DELETE"})
      assertThat(house.api.call(method, ONE, method.equals("PATCH") ? "{}" : "").code())
          .isEqualTo("SCOPE_MISSING");
  }

  @Test
  void a_change_of_another_node_counts_within_a_second() throws IOException, SQLException {
    make();
    let("sandbox", "provider: acme-id");

    execute(
        "UPDATE providers SET yaml = '{\"id\":\"acme-id\",\"name\":\"Acme ID\","
            + "\"authorization_endpoint\":\"https://moved.example/authorize\","
            + "\"token_endpoint\":\"https://moved.example/token\"}' WHERE id = 'acme-id'");

    Eventually.holds(() -> {
      var url = house.link("sandbox", "56").text("url");
      return Browser.location(new Browser().answer(url, "continue"))
          .toString()
          .startsWith("https://moved.example/authorize");
    });
  }

  private Api.Answer make() {
    return house.api.post(ALL, entry());
  }

  private String entry() {
    return House.json(
        Map.of("id", "acme-id", "name", "Acme ID", "issuer", house.sandbox.issuer().toString()));
  }

  private String wrong(String body) {
    var answer = house.api.post(ALL, body);
    assertThat(answer.status()).isEqualTo(400);
    return answer.json().path("errors").path(0).path("message").asString();
  }

  /// Gives an app another provider in the settings file, and has the file taken up.
  private void let(String key, String provider) throws IOException {
    rewrite(yaml ->
        yaml.replaceFirst(
            "(- key: " + key + "\n    name: [^\n]+\n    )provider: [^\n]+", "$1" + provider));
  }

  private void rewrite(UnaryOperator<String> change) throws IOException {
    var file = folder.resolve("carabiner.yaml");
    Files.writeString(file, change.apply(Files.readString(file)));
    house.server.reload(new SettingsReader(Map.of()).read(file).settings());
  }

  private boolean secret(String key) throws SQLException {
    try (var database = DriverManager.getConnection(database());
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT client_secret IS NOT NULL FROM apps WHERE app_key = '" + key + "'")) {
      assertThat(rows.next()).isTrue();
      return rows.getBoolean(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var database = DriverManager.getConnection(database());
        var statement = database.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private String database() {
    return "jdbc:sqlite:" + folder.resolve("data/carabiner.db");
  }
}
