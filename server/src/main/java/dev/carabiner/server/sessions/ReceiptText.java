package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Receipts as text, before they are sealed. A later version must read what this one wrote: members
/// may be added, never given another meaning.
final class ReceiptText {
  private ReceiptText() {}

  /// The text is not one of ours.
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static Secret of(Asked asked) {
    var key = asked.session();
    var json =
        Json.object()
            .put("workspace", key.workspace().name())
            .put("app", key.app().value())
            .put("session", key.id().value());
    switch (asked) {
      case Asked.Refresh refresh -> {
        json.put("generation", refresh.generation()).put("fence", refresh.fence());
        refresh.connected().ifPresent(time -> json.put("connected", time.toEpochMilli()));
        refresh.account().ifPresent(account -> json.put("account", account));
      }
      case Asked.Exchange exchange -> {
        json.put("link", exchange.linkHash()).put("version", exchange.version());
        exchange.nonce().ifPresent(nonce -> json.put("nonce", nonce.reveal(Reveal.TO_SEAL)));
      }
    }
    return Secret.of(Json.write(json));
  }

  static Asked asked(Secret text) {
    var json = object(text);
    var key =
        new Session.Key(
            new Workspace(need(json, "workspace").asString()),
            new AppKey(need(json, "app").asString()),
            new SessionId(need(json, "session").asString()));
    return json.has("link")
        ? new Asked.Exchange(
            key,
            need(json, "link").asString(),
            need(json, "version").asLong(),
            secret(json, "nonce"))
        : new Asked.Refresh(
            key,
            need(json, "generation").asLong(),
            need(json, "fence").asLong(),
            find(json, "connected").map(node -> Instant.ofEpochMilli(node.asLong())),
            find(json, "account").map(JsonNode::asString));
  }

  static Secret of(Receipts.Granted granted) {
    var grant = granted.grant();
    var json =
        Json.object()
            .put("start", granted.start().toEpochMilli())
            .put("access_token", grant.accessToken().reveal(Reveal.TO_SEAL));
    put(json, "refresh_token", grant.refreshToken());
    put(json, "id_token", grant.idToken());
    grant.lifetime().ifPresent(life -> json.put("lifetime", life.toSeconds()));
    grant.refreshLifetime().ifPresent(life -> json.put("refresh_lifetime", life.toSeconds()));
    grant.scopes().ifPresent(scopes -> scopes.forEach(json.putArray("scopes")::add));
    var kept = json.putObject("kept");
    grant.kept().forEach((name, value) -> kept.put(name, value.reveal(Reveal.TO_SEAL)));
    return Secret.of(Json.write(json));
  }

  static Receipts.Granted granted(Secret text) {
    var json = object(text);
    var grant =
        new Grant(
            Secret.of(need(json, "access_token").asString()),
            secret(json, "refresh_token"),
            seconds(json, "lifetime"),
            seconds(json, "refresh_lifetime"),
            find(json, "scopes").map(ReceiptText::texts),
            kept(need(json, "kept")),
            secret(json, "id_token"));
    return new Receipts.Granted(grant, Instant.ofEpochMilli(need(json, "start").asLong()));
  }

  private static void put(ObjectNode json, String name, Optional<Secret> value) {
    value.ifPresent(secret -> json.put(name, secret.reveal(Reveal.TO_SEAL)));
  }

  private static ObjectNode object(Secret text) {
    return Json.parseObject(text.reveal(Reveal.TO_SEAL)).orElseThrow(Unreadable::new);
  }

  private static JsonNode need(ObjectNode json, String name) {
    return find(json, name).orElseThrow(Unreadable::new);
  }

  private static Optional<JsonNode> find(ObjectNode json, String name) {
    return Optional.ofNullable(json.get(name));
  }

  private static Optional<Secret> secret(ObjectNode json, String name) {
    return find(json, name).map(node -> Secret.of(node.asString()));
  }

  private static Optional<Duration> seconds(ObjectNode json, String name) {
    return find(json, name).map(node -> Duration.ofSeconds(node.asLong()));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.asString()));
    return texts;
  }

  private static Map<String, Secret> kept(JsonNode object) {
    var kept = new HashMap<String, Secret>();
    object
        .propertyStream()
        .forEach(member -> kept.put(member.getKey(), Secret.of(member.getValue().asString())));
    return kept;
  }
}
