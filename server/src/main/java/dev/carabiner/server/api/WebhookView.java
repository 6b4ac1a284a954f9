package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.SigningSecrets;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What callers see of webhooks and deliveries.
final class WebhookView {
  private WebhookView() {}

  static ObjectNode of(Webhook webhook) {
    var json = Json.object();
    json.put("id", webhook.key().id());
    json.put("url", webhook.subscription().url().toString());
    var events = json.putArray("events");
    webhook.subscription().events().forEach(events::add);
    json.put("enabled", webhook.stopped().isEmpty());
    json.put("disabled_reason", webhook.stopped().map(Webhook.Stop::word).orElse(null));
    json.put("failing_since", moment(webhook.failingSince()));
    json.put("old_secret_until", moment(webhook.secrets().old().map(SigningSecrets.Old::until)));
    json.put("created_at", moment(Optional.of(webhook.created())));
    return json;
  }

  /// With its new secret, which is shown only now.
  static ObjectNode withSecret(Webhook webhook, Secret secret) {
    return of(webhook).put("secret", secret.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
  }

  static ObjectNode of(Delivery delivery) {
    var json = Json.object();
    json.put("message_id", delivery.message());
    json.put("type", delivery.type());
    json.put("status", delivery.status().word());
    json.put("attempts", delivery.tries());
    json.put("last_status", delivery.lastStatus().orElse(null));
    json.put("created_at", moment(Optional.of(delivery.times().created())));
    json.put("last_attempt_at", moment(delivery.times().tried()));
    json.put("next_attempt_at", moment(delivery.times().next()));
    return json;
  }

  private static @Nullable String moment(Optional<Instant> time) {
    return time.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
  }
}
