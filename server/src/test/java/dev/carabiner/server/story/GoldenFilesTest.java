package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Selection;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the client of every golden file against a running server, in the situation that the file
/// tells of.
@TestInstance(Lifecycle.PER_CLASS)
@Tag("real")
class GoldenFilesTest {
  /// File → why no running server can be brought to answer it.
  private static final Map<String, String> NOT_REPLAYED =
      Map.of(
          "token-rate-limited",
          "the server limits no token reads in this version; the answer is for clients, which meet it elsewhere");

  private static final String NARROW_ID = "00000000000000000000000000000001";
  private static final String NARROW_CLIENT =
      """
      clients:
        - id: 00000000000000000000000000000001
          name: may not read
          secret: secretsecretsecretsecretsecretsecretsecret
          scopes: [create:connected_apps]
      """;
  private static final String NO_SESSION = "no-session-has-this-id-0123456789abcdefghij";

  private final HttpClient http = HttpClient.newHttpClient();
  private House house;
  private House endless;
  private House brief;

  /// What a file's request is filled with, and the house that answers it.
  private record Situation(House house, Map<String, String> given) {
    Situation with(String name, String value) {
      var more = new HashMap<>(given);
      more.put(name, value);
      return new Situation(house, more);
    }

    Situation session(String id) {
      return with("session_id", id);
    }
  }

  @BeforeAll
  void open(@TempDir Path folder) {
    house =
        House.open(
            room(folder, "usual"),
            sandbox -> sandbox,
            yaml -> yaml.replaceFirst("clients:\n", NARROW_CLIENT));
    endless =
        House.open(
            room(folder, "endless"), sandbox -> sandbox.withEndlessAccessTokens(), yaml -> yaml);
    brief =
        House.open(
            room(folder, "brief"),
            sandbox -> sandbox.withAccessTokenLifetime(Duration.ofSeconds(2)),
            yaml -> yaml);
  }

  @AfterAll
  void close() {
    brief.close();
    endless.close();
    house.close();
    http.close();
  }

  static List<String> replayed() {
    return GoldenFile.names().stream().filter(name -> !NOT_REPLAYED.containsKey(name)).toList();
  }

  @Test
  void only_known_files_are_left_out() {
    assertThat(new TreeSet<>(GoldenFile.names())).containsAll(NOT_REPLAYED.keySet());
    assertThat(replayed()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("replayed")
  void the_server_answers_as_the_file_says(String name) {
    var file = GoldenFile.read(name);
    var situation = situation(name);
    var values = new GoldenValues(situation.given());
    var request = file.request(situation.house().server.url(), values);
    var golden = file.response();
    var status = golden.required("status").asInt();

    if (situation.house() == brief) Eventually.holds(() -> send(request).statusCode() == status);
    var answer = send(request);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    golden
        .required("headers")
        .properties()
        .forEach(header -> {
          assertThat(answer.headers().allValues(header.getKey())).as(header.getKey()).hasSize(1);
          values.match(
              header.getKey(),
              header.getValue().asString(),
              answer.headers().firstValue(header.getKey()).orElseThrow());
        });
    values.match("body", golden.required("body"), Json.parse(answer.body()).orElseThrow());
  }

  /// A file without a situation of its own fails here: who adds one says how it comes about.
  private Situation situation(String name) {
    return switch (name) {
      case "auth-url", "auth-url-unknown-app", "unknown-route" -> in(house);
      case "auth-url-all-options" -> in(house).with("callback_url", "http://127.0.0.1:9/other");
      case "oauth2-token" -> machine(House.SECRET);
      case "oauth2-token-wrong-secret" -> machine("x".repeat(House.SECRET.length()));
      case "token", "token-min-validity", "revoke" -> in(house).session(house.connect("56"));
      case "token-without-end" -> in(endless).session(endless.connect("56"));
      case "token-session-pending" -> in(house).session(started());
      case "token-invalid-session", "revoke-invalid-session" -> in(house).session(NO_SESSION);
      case "token-invalid-token" -> in(house).with("jwt", "a.b.c").session(NO_SESSION);
      case "token-scope-missing" ->
          new Situation(house, Map.of("jwt", jwt(house, NARROW_ID))).session(NO_SESSION);
      case "token-provider-unavailable" -> providerUnavailable();
      case "token-reconnect-required" -> reconnectRequired();
      default -> throw new AssertionError("no situation for " + name);
    };
  }

  private Situation providerUnavailable() {
    brief.sandbox.control().reset();
    var session = brief.connect("56");
    brief.sandbox.control().fail(Fault.atToken("refresh_token").times(10_000).respond(503, "{}"));
    return in(brief).session(session);
  }

  private Situation reconnectRequired() {
    brief.sandbox.control().reset();
    var session = brief.connect("56");
    brief.sandbox.control().withdraw(Selection.all());
    return in(brief).session(session);
  }

  private String started() {
    return house
        .api
        .get("/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=56")
        .text("session_id");
  }

  private Situation machine(String secret) {
    return new Situation(
        house,
        Map.of(
            "client_id",
            House.CLIENT_ID,
            "client_secret",
            secret,
            "audience",
            house.server.url() + "/api"));
  }

  private static Situation in(House house) {
    return new Situation(house, Map.of("jwt", jwt(house, House.CLIENT_ID)));
  }

  private static String jwt(House house, String clientId) {
    return house.api.token(clientId, House.SECRET).text("access_token");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static Path room(Path folder, String name) {
    try {
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
