package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.story.BentWire.Operation;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that repeats everything secret it was told, wherever an answer has room: nothing of
/// it may end up in the database's files.
class PlantedSecretsStoryTest {
  @TempDir Path folder;
  private final Set<String> secrets = new HashSet<>(Set.of("provider-secret"));

  @Test
  void what_a_provider_repeats_of_our_secrets_is_in_no_file_of_the_database() throws IOException {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      bend(scene, Operation.EXCHANGE);
      var session = scene.house.connect("71");
      secrets.add(scene.token(session));
      bend(scene, Operation.REFRESH);
      scene.jumpPastTheEnd();
      secrets.add(scene.token(session));
      bend(scene, Operation.REVOKE);
      scene.house.revoke(session);
      Eventually.holds(() -> told(scene, session).contains("\"revocation\""));

      assertThat(secrets).as("codes, tokens and the client's secret").hasSizeGreaterThan(7);
      assertThat(told(scene, session)).contains("code_exchange", "refresh", "sealed");
      for (var secret : secrets) assertThat(told(scene, session)).doesNotContain(secret);
    }
    for (var file : files())
      for (var spelling : spellings())
        assertThat(Files.readString(file, ISO_8859_1).toLowerCase(Locale.ROOT))
            .as(file + " and a secret of " + spelling.length() + " characters")
            .doesNotContain(spelling.toLowerCase(Locale.ROOT));
  }

  private void bend(Scene scene, Operation operation) {
    scene.wire.bend(
        operation,
        (request, before, straight) -> repeating(request, straight.send(request, before)));
  }

  private static String told(Scene scene, String session) {
    return scene
        .house
        .api
        .get("/api/v1/connected_apps/sessions/" + session + "/exchanges")
        .response()
        .body();
  }

  /// The same answer, with every secret of the request and of itself in headers and members.
  private OutboundAnswer repeating(OutboundRequest request, OutboundAnswer answer) {
    if (!(answer instanceof Answered answered)) return answer;
    var known = new ArrayList<String>();
    for (var pair : request.body().orElseThrow().reveal(Reveal.TO_THE_PROVIDER).split("&")) {
      var parts = pair.split("=", 2);
      if (Set.of("code", "code_verifier", "refresh_token", "token").contains(parts[0]))
        known.add(URLDecoder.decode(parts[1], UTF_8));
    }
    var text = answered.body().reveal(Reveal.TO_READ_AN_ANSWER);
    var body = Json.parseObject(text).orElseGet(Json::object);
    for (var name : List.of("access_token", "refresh_token", "id_token"))
      if (body.path(name).isString()) known.add(body.path(name).asString());
    secrets.addAll(known);
    known.add("provider-secret");
    var all = String.join(" ", known);
    for (var name : List.of("error_description", "message", "detail", "hint", "title", "trace"))
      body.put(name, "we got " + all);
    body.putObject("echo").put("message", all).putArray("errors").add(all);
    known.forEach(secret -> body.put(secret, "a name"));
    var headers = new HashMap<>(answered.headers());
    headers.put(
        "www-authenticate", List.of("Bearer error=\"x\", error_description=\"" + all + "\""));
    headers.put("retry-after", List.of(known.getFirst()));
    headers.put("date", List.of(known.getLast()));
    return new Answered(answered.status(), Map.copyOf(headers), Secret.of(body.toString()));
  }

  private List<Path> files() throws IOException {
    try (var found = Files.walk(folder.resolve("data"))) {
      var files = found.filter(Files::isRegularFile).toList();
      assertThat(files).anyMatch(file -> file.endsWith("carabiner.db"));
      return files;
    }
  }

  /// As they are, and as they travel.
  private List<String> spellings() {
    return secrets.stream()
        .flatMap(secret ->
            Arrays.asList(
                secret,
                Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)))
                .stream())
        .distinct()
        .toList();
  }
}
