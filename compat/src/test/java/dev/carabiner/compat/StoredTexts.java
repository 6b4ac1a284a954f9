package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Puts texts wherever a back end can put one.
final class StoredTexts {
  /// What the keys and ids of all that is made here begin with.
  static final String MADE = "made-";

  private static final int LONGEST_NAME = 80;
  private static final int CREATED = 201;
  private static final int REFUSED = 400;

  private final BackEnd backEnd;
  private final List<URI> starts = new ArrayList<>();
  private final List<String> removable = new ArrayList<>();

  private int number;

  /// @param first where the numbers of what is made begin
  StoredTexts(Installation installation, int first) {
    backEnd = BackEnd.of(installation);
    number = first;
  }

  /// Each in every field that takes it.
  StoredTexts store(List<String> texts) {
    texts.forEach(this::store);
    return this;
  }

  /// The start page of a connection for each text.
  List<URI> starts() {
    return starts;
  }

  /// Makes room for the next ones.
  void remove() {
    for (var path : removable)
      assertThat(backEnd.call("DELETE", path, "").status()).as(path).isBetween(200, 204);
  }

  private void store(String text) {
    number++;
    var encoded = BackEnd.encoded(text);
    var name = text.substring(0, Math.min(text.length(), LONGEST_NAME));
    var link =
        backEnd.get(
            "auth_url?key_code_ref=notes&user_id=%s&org_code=%s&user_label=%s&app_state=%s"
                .formatted(encoded, encoded, BackEnd.encoded(name), encoded));
    assertThat(link.status()).as(link.json().toString()).isEqualTo(200);
    starts.add(URI.create(link.json().path("url").asString()));
    var session = link.json().path("session_id").asString();
    var metadata = Json.object();
    metadata.putObject("metadata").put("note", text);
    assertThat(backEnd.call("PATCH", "sessions/" + session, Json.write(metadata)).status())
        .isEqualTo(200);

    var provider = Json.object().put("id", MADE + number).put("name", name);
    provider
        .put("issuer", "https://id.example.com")
        .put("docs_url", "https://example.com/" + encoded);
    made("providers", provider, "id");
    var app = Json.object().put("key", MADE + number).put("name", name).put("provider", "outside");
    app.put("client_id", text).put("client_secret", text);
    app.put("callback_url", "http://127.0.0.1:9/connected?x=" + encoded);
    app.putArray("scopes").add("openid").add(text.replaceAll("[\\s\"\\\\]", "_"));
    app.putObject("authorization_params").put("hint", text);
    assertThat(made("apps", app, "key")).as(name).isTrue();
    var client = Json.object().put("name", name);
    client.putArray("scopes").add("read:connected_apps");
    assertThat(made("clients", client, "id")).as(name).isTrue();
    var webhook = Json.object().put("url", "https://hooks.example.com/" + encoded);
    webhook.putArray("events").add("session.connected");
    made("webhooks", webhook, "id");
  }

  private boolean made(String what, ObjectNode wanted, String id) {
    var answer = backEnd.call("POST", what, Json.write(wanted));
    assertThat(answer.status()).as(answer.json().toString()).isIn(CREATED, REFUSED);
    if (answer.status() != CREATED) return false;
    removable.add(what + "/" + answer.json().path(id).asString());
    return true;
  }
}
