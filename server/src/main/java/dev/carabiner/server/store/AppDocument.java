package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.HostRule;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A connected app as a JSON document; its key, workspace and secret stand beside it. Durations are
/// in seconds.
final class AppDocument {
  private AppDocument() {}

  static String write(ConnectedApp app) {
    var document = Json.object().put("name", app.name());
    document.set("provider", provider(app.provider()));
    document.put("client_id", app.credentials().clientId());
    app.credentials()
        .identityApp()
        .ifPresent(identity -> document.put("identity_app", identity.value()));
    document.set("consent", consent(app.consent()));
    document.set("flow", flow(app.flow()));
    document.set("keeping", keeping(app.keeping()));
    return Json.write(document);
  }

  private static ObjectNode keeping(Keeping keeping) {
    var node =
        Json.object()
            .put("revoke_at_provider", keeping.revokeAtProvider().name())
            .put("keep_alive", keeping.keepAlive().toSeconds());
    keeping.rotationPolicy().ifPresent(policy -> node.put("rotation_policy", policy));
    return node;
  }

  private static ObjectNode provider(ProviderChoice choice) {
    var provider = Json.object().put("id", choice.id());
    choice.environment().ifPresent(environment -> provider.put("environment", environment));
    provider.set("variables", JsonText.object(choice.variables()));
    if (!choice.allowedHosts().isEmpty())
      provider.set(
          "allowed_hosts",
          JsonText.array(choice.allowedHosts().stream().map(HostRule::text).toList()));
    return provider;
  }

  private static ObjectNode consent(Consent consent) {
    var node = Json.object();
    var scopes = node.putObject("scopes");
    consent.scopes().forEach((kind, names) -> scopes.set(kind, JsonText.array(names)));
    node.set("authorization_params", JsonText.object(consent.authorizationParams()));
    consent.token().ifPresent(token -> node.put("token", token));
    return node;
  }

  private static ObjectNode flow(ConnectedApp.Flow flow) {
    var node =
        Json.object()
            .put("linking", flow.linking().name())
            .put("link_lifetime", flow.linkLifetime().toSeconds())
            .put("callback_url", flow.returnTo().callbackUrl());
    node.set("allowed_callback_urls", JsonText.array(flow.returnTo().allowed()));
    return node;
  }

  static ConnectedApp read(
      AppKey key, Workspace workspace, ObjectNode document, Optional<Sealed> secret) {
    return new ConnectedApp(
        key,
        workspace,
        document.path("name").asString(),
        readProvider(document.path("provider")),
        new ClientCredentials(
            document.path("client_id").asString(),
            secret,
            text(document, "identity_app").map(AppKey::new)),
        readConsent(document.path("consent")),
        readFlow(document.path("flow")),
        readKeeping(document.path("keeping")));
  }

  private static ProviderChoice readProvider(JsonNode node) {
    return new ProviderChoice(
        node.path("id").asString(),
        text(node, "environment"),
        JsonText.map(node.path("variables")),
        JsonText.list(node.path("allowed_hosts")).stream().map(HostRule::new).toList());
  }

  private static Consent readConsent(JsonNode node) {
    var scopes = new LinkedHashMap<String, List<String>>();
    node.path("scopes")
        .properties()
        .forEach(kind -> scopes.put(kind.getKey(), JsonText.list(kind.getValue())));
    return new Consent(
        scopes, JsonText.map(node.path("authorization_params")), text(node, "token"));
  }

  private static ConnectedApp.Flow readFlow(JsonNode node) {
    return new ConnectedApp.Flow(
        Linking.valueOf(node.path("linking").asString()),
        Duration.ofSeconds(node.path("link_lifetime").asLong()),
        new ReturnTo(
            node.path("callback_url").asString(),
            JsonText.list(node.path("allowed_callback_urls"))));
  }

  private static Keeping readKeeping(JsonNode node) {
    return new Keeping(
        RevokeAtProvider.valueOf(node.path("revoke_at_provider").asString()),
        Duration.ofSeconds(node.path("keep_alive").asLong()),
        text(node, "rotation_policy"));
  }

  private static Optional<String> text(JsonNode node, String member) {
    return node.has(member) ? Optional.of(node.path(member).asString()) : Optional.empty();
  }
}
