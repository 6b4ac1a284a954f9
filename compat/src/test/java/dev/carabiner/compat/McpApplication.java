package dev.carabiner.compat;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An application that uses a remote MCP server in the name of a user who has connected it through
/// our server: reads the token from our API, and has the user connect, or agree to more, when the
/// MCP server says so.
final class McpApplication {
  private static final URI CALLBACK = URI.create("http://127.0.0.1:9/connected");
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MOST_TRIES = 5;

  /// The client that basic-cimd expects: the address of a document that stands elsewhere.
  private static final Map<String, String> KNOWN_CLIENTS =
      Map.of("auth/basic-cimd", "https://conformance-test.local/client-metadata.json");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConnectedAppsApi api;
  private final URI ours;
  private final String machineToken;
  private final McpScenario scenario;
  private Optional<String> session = Optional.empty();

  private McpApplication(URI ours, McpScenario scenario) throws IOException, InterruptedException {
    this.ours = ours;
    this.scenario = scenario;
    this.api =
        new ConnectedAppsApi(
            ApiClient.builder()
                .baseUrl(ours.toString())
                .clientCredentials(Installation.CLIENT_ID, Installation.SECRET)
                .build());
    var form =
        "grant_type=client_credentials&client_id="
            + Installation.CLIENT_ID
            + "&client_secret="
            + Installation.SECRET;
    var answer =
        http.send(
            HttpRequest.newBuilder(ours.resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    this.machineToken =
        Json.parseObject(answer.body()).orElseThrow().path("access_token").asString();
  }

  /// Brings our server up for the scenario, and does with the scenario's server what a user asks
  /// for.
  ///
  /// @param folder where our server lives; nothing is in it yet
  static void play(McpScenario scenario, Path folder) throws IOException, InterruptedException {
    var ours = Loopback.free("127.0.0.1");
    var file = folder.resolve("carabiner.yaml");
    Files.writeString(file, settings(ours, scenario));
    var settings = new SettingsReader(Map.of()).read(file).settings();
    var carabiner = Carabiner.start(settings, InstantSource.system());
    try {
      new McpApplication(ours, scenario).talk();
    } finally {
      carabiner.stop();
    }
  }

  private void talk() throws IOException, InterruptedException {
    call(
        "initialize",
        """
        {"protocolVersion": "2025-11-25", "capabilities": {},
         "clientInfo": {"name": "example-crm", "version": "1"}}\
        """);
    send("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
    var tools = call("tools/list", "{}").path("tools");
    if (!tools.isEmpty())
      call(
          "tools/call",
          Json.write(
              Json.object()
                  .put("name", tools.path(0).path("name").asString())
                  .set("arguments", Json.object())));
  }

  private ObjectNode call(String method, String params) throws IOException, InterruptedException {
    var answer =
        send(
            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"%s\", \"params\": %s}"
                .formatted(method, params));
    if (answer.statusCode() != 200)
      throw new IllegalStateException(method + ": status " + answer.statusCode());
    var text =
        answer
            .body()
            .lines()
            .filter(line -> line.startsWith("data: "))
            .findFirst()
            .map(line -> line.substring("data: ".length()))
            .orElse(answer.body());
    return (ObjectNode) Json.parseObject(text).orElseThrow().path("result");
  }

  /// Sends, and does what the server's refusals ask for.
  private HttpResponse<String> send(String message) throws IOException, InterruptedException {
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      var answer = sent(message);
      if (answer.statusCode() == UNAUTHORIZED && session.isEmpty()) connect();
      else if (answer.statusCode() == FORBIDDEN && session.isPresent()) agreeToMore(answer);
      else return answer;
    }
    throw new IllegalStateException("the server is never content");
  }

  private HttpResponse<String> sent(String message) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(scenario.server())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2025-11-25")
            .POST(BodyPublishers.ofString(message));
    session.ifPresent(id ->
        request.header("Authorization", "Bearer " + api.getConnectedAppToken(id).accessToken()));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private void connect() throws IOException, InterruptedException {
    var context = scenario.context();
    if (context.has("idp_id_token")) {
      var asked = Json.object().put("key_code_ref", "mcp").put("user_id", "56");
      asked.put("id_token", context.path("idp_id_token").asString());
      var connected = post("/api/v1/connected_apps/sessions", Json.write(asked));
      session = Optional.of(connected.path("session_id").asString());
      return;
    }
    var started = api.getConnectedAppAuthUrl("mcp", "56");
    follow(started.url());
    session = Optional.of(started.sessionId());
  }

  private void agreeToMore(HttpResponse<String> refusal) throws IOException, InterruptedException {
    var challenge = refusal.headers().firstValue("WWW-Authenticate").orElse("");
    var sessions = "/api/v1/connected_apps/sessions/" + session.orElseThrow();
    post(
        sessions + "/report",
        Json.write(Json.object().put("status", FORBIDDEN).put("www_authenticate", challenge)));
    follow(post(sessions + "/reconnect", "{}").path("url").asString());
  }

  private ObjectNode post(String path, String body) throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(ours.resolve(path))
                .header("Authorization", "Bearer " + machineToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) throw new IllegalStateException(path + ": " + answer.body());
    return Json.parseObject(answer.body()).orElseThrow();
  }

  private static void follow(String link) {
    var end = new Browser().connect(URI.create(link), CALLBACK);
    if (end.getQuery().contains("error=")) throw new IllegalStateException("not connected: " + end);
  }

  private static String settings(URI ours, McpScenario scenario) {
    return """
    server: {name: Example CRM, url: '%s', listen: '127.0.0.1:%d', management-listen: '127.0.0.1:0'}
    store: {url: 'sqlite:data/carabiner.db', journal: data/journal}
    vault: {master-key: 'file:master.key'}
    outbound: {allow: [127.0.0.0/8, '::1/128']}
    clients:
      - id: %s
        name: back end
        secret: %s
        scopes: [read:connected_apps, create:connected_apps]
    providers:
      - {id: mcp, name: An MCP server, mcp_server: '%s'%s}
    %s
    apps:
      - {key: mcp, name: Example tools, provider: mcp, callback-url: '%s'%s}
    %s
    """
        .formatted(
            ours,
            ours.getPort(),
            Installation.CLIENT_ID,
            Installation.SECRET,
            scenario.server(),
            grant(scenario),
            identityProvider(scenario.context()),
            CALLBACK,
            client(scenario),
            identityApp(scenario.context()));
  }

  /// Machines speak for themselves; an enterprise speaks for its people.
  private static String grant(McpScenario scenario) {
    if (scenario.name().startsWith("auth/client-credentials")) return ", grant: client_credentials";
    return scenario.context().has("idp_issuer") ? ", grant: identity_assertion" : "";
  }

  private static String identityProvider(ObjectNode context) {
    return context.has("idp_issuer")
        ? "  - {id: sign-in, name: Sign-in, issuer: '%s'}"
            .formatted(context.path("idp_issuer").asString())
        : "";
  }

  private static String identityApp(ObjectNode context) {
    return context.has("idp_client_id")
        ? "  - {key: sign-in, provider: sign-in, client-id: '%s', callback-url: '%s'}"
            .formatted(context.path("idp_client_id").asString(), CALLBACK)
        : "";
  }

  /// The client that the scenario has registered by hand, if it has.
  private static String client(McpScenario scenario) {
    var context = scenario.context();
    if (context.has("client_id"))
      return ", client-id: '%s', client-secret: '%s'"
              .formatted(
                  context.path("client_id").asString(),
                  context
                      .path(context.has("private_key_pem") ? "private_key_pem" : "client_secret")
                      .asString()
                      .replace("\n", "\\n"))
          + (context.has("idp_client_id") ? ", identity-app: sign-in" : "");
    return Optional.ofNullable(KNOWN_CLIENTS.get(scenario.name()))
        .map(id -> ", client-id: '" + id + "'")
        .orElse("");
  }
}
