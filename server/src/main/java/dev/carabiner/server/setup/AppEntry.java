package dev.carabiner.server.setup;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.HostRule;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.base.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An app in the words of the settings file, as JSON with `_` for `-`: what a request may say of it
/// and what an answer repeats. Its secret is left out.
public final class AppEntry {
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)));

  private AppEntry() {}

  private record Unit(String letter, Duration length) {}

  /// The entry; what the app does not have is not in it.
  public static ObjectNode of(ConnectedApp app) {
    var entry = Json.object();
    entry.put("key", app.key().value());
    entry.put("name", app.name());
    entry.put("workspace", app.workspace().name());
    putProvider(entry, app);
    putConsent(entry, app.consent());
    entry.put("callback_url", app.flow().returnTo().callbackUrl());
    entry.set("allowed_callback_urls", array(app.flow().returnTo().allowed()));
    entry.put("linking", word(app.flow().linking()));
    entry.put("link_lifetime", text(app.flow().linkLifetime()));
    entry.put("revoke_at_provider", word(app.keeping().revokeAtProvider()));
    entry.put("keep_alive", keepAlive(app.keeping().keepAlive()));
    app.keeping()
        .rotationPolicy()
        .ifPresent(policy -> entry.put("rotation_policy", policy.toLowerCase(Locale.ROOT)));
    return entry;
  }

  private static void putProvider(ObjectNode entry, ConnectedApp app) {
    var choice = app.provider();
    entry.put("provider", choice.id());
    choice.environment().ifPresent(environment -> entry.put("environment", environment));
    if (app.credentials().isByHand()) entry.put("client_id", app.credentials().clientId());
    app.credentials()
        .identityApp()
        .ifPresent(identity -> entry.put("identity_app", identity.value()));
    entry.set("variables", object(choice.variables()));
    entry.set("allowed_hosts", array(choice.allowedHosts().stream().map(HostRule::text).toList()));
  }

  private static void putConsent(ObjectNode entry, Consent consent) {
    entry.set("scopes", scopes(consent.scopes()));
    consent.token().ifPresent(token -> entry.put("token", token));
    entry.set("authorization_params", object(consent.authorizationParams()));
  }

  private static JsonNode scopes(Map<String, List<String>> scopes) {
    var only = scopes.get(Consent.ONLY_KIND);
    if (only != null && scopes.size() == 1) return array(only);
    var kinds = Json.object();
    scopes.forEach((kind, names) -> kinds.set(kind, array(names)));
    return kinds;
  }

  private static String keepAlive(Duration span) {
    if (span.isZero()) return "0";
    return span.equals(Keeping.FOREVER) ? "forever" : text(span);
  }

  /// In the largest unit that leaves no rest.
  private static String text(Duration span) {
    for (var unit : UNITS) {
      var count = span.dividedBy(unit.length());
      if (unit.length().multipliedBy(count).equals(span)) return count + unit.letter();
    }
    return span.toSeconds() + "s";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static JsonNode array(List<String> texts) {
    var array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode object(Map<String, String> texts) {
    var object = Json.object();
    texts.forEach(object::put);
    return object;
  }
}
