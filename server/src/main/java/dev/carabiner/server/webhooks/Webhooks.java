package dev.carabiner.server.webhooks;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes, shows and changes the webhooks of a workspace.
public final class Webhooks {
  /// The type of what [#test] sends.
  public static final String TEST = "webhook.test";

  /// How many a workspace may have: each one is work for every event.
  public static final int MOST = 20;

  /// How long looking an address up may take while a caller waits.
  public static final Duration LOOK_UP = Duration.ofSeconds(5);

  private static final int AT_ONCE = 200;

  private final WebhookStore store;
  private final Vault vault;
  private final RandomValues random;
  private final Predicate<URI> allowed;
  private final SigningSecret secrets = new SigningSecret();

  /// @param allowed whether the guard lets requests out to an address
  public Webhooks(WebhookStore store, Vault vault, RandomValues random, Predicate<URI> allowed) {
    this.store = store;
    this.vault = vault;
    this.random = random;
    this.allowed = allowed;
  }

  /// What became of a wish to make or change a webhook.
  public sealed interface Outcome {
    /// It is so.
    ///
    /// @param secret the new signing secret as receivers keep it, where there is one; shown once
    record Done(Webhook webhook, Optional<Secret> secret) implements Outcome {}

    /// No request may go to that address, or there is no such host.
    record Forbidden() implements Outcome {}

    /// The workspace has as many as it may have.
    record TooMany() implements Outcome {}

    /// There is no such webhook.
    record Unknown() implements Outcome {}
  }

  /// What is to change; what is absent stays.
  ///
  /// @param events types that [Subscription#isKnown] knows, at least one
  public record Wish(Optional<URI> url, Optional<List<String>> events, Optional<Boolean> enabled) {}

  /// A new webhook, switched on, with a new secret.
  public Outcome make(Workspace workspace, Subscription subscription) {
    if (!allowed.test(subscription.url())) return new Outcome.Forbidden();
    var key = new Webhook.Key(workspace, random.next());
    var secret = secrets.next();
    var webhook =
        new Webhook(
            key,
            1,
            subscription,
            SigningSecrets.first(secret, key, vault),
            Optional.empty(),
            store.now(),
            Optional.empty());
    return store.insert(webhook, MOST)
        ? new Outcome.Done(webhook, Optional.of(SigningSecret.shown(secret)))
        : new Outcome.TooMany();
  }

  /// Changes address, events, or whether it is on.
  public Outcome change(Webhook.Key key, Wish wish) {
    if (wish.url().filter(url -> !allowed.test(url)).isPresent()) return new Outcome.Forbidden();
    while (true) {
      var found = store.find(key);
      if (found.isEmpty()) return new Outcome.Unknown();
      var now = found.get().subscription();
      var next =
          found
              .get()
              .with(
                  new Subscription(
                      wish.url().orElse(now.url()), wish.events().orElse(now.events())));
      var switched = wish.enabled().map(next::switched).orElse(next);
      if (store.replace(switched)) return new Outcome.Done(switched, Optional.empty());
    }
  }

  /// Gives it a new secret. Messages carry the signatures of both until the old one ends; one that
  /// was replaced before ends now.
  ///
  /// @param overlap how long the old one still signs
  public Outcome replaceSecret(Webhook.Key key, Duration overlap) {
    while (true) {
      var found = store.find(key);
      if (found.isEmpty()) return new Outcome.Unknown();
      var secret = secrets.next();
      var ends = store.now().plus(overlap);
      var next = found.get().with(found.get().secrets().replaced(secret, key, vault, ends));
      if (store.replace(next))
        return new Outcome.Done(next, Optional.of(SigningSecret.shown(secret)));
    }
  }

  /// Sends a message that tells of nothing.
  ///
  /// @return its id; empty when there is no such webhook
  public Optional<String> test(Webhook.Key key) {
    if (store.find(key).isEmpty()) return Optional.empty();
    var subject = Event.Subject.of(key.workspace());
    var event = new Event(random.next(), TEST, subject, 0, store.now(), Map.of());
    store.queue(key, event);
    return Optional.of(event.id());
  }

  /// Sends a message once more that was delivered or given up. It keeps its id, so that a receiver
  /// knows it again (Standard Webhooks: `webhook-id`), and has a new time and signature. It comes
  /// after whatever waits of the same session or app: order holds among what has not been delivered
  /// yet, no more.
  ///
  /// @return false if there is no such message, or it waits already
  public boolean again(Webhook.Key key, String message) {
    return store.again(key, message);
  }

  /// The same with everything that was given up, the oldest first.
  ///
  /// @param since only of events recorded at this time or later
  /// @return how many messages wait now
  public int givenUpAgain(Webhook.Key key, Instant since) {
    var sent = 0;
    while (true) {
      var some = store.givenUp(key, since, AT_ONCE);
      var before = sent;
      for (var message : some) if (store.again(key, message)) sent++;
      if (some.size() < AT_ONCE || sent == before) return sent;
    }
  }

  /// The webhook.
  public Optional<Webhook> find(Webhook.Key key) {
    return store.find(key);
  }

  /// All of a workspace, the oldest first.
  public List<Webhook> list(Workspace workspace) {
    return store.list(workspace);
  }

  /// Removes it with all that waits for it.
  ///
  /// @return false if there is none
  public boolean delete(Webhook.Key key) {
    return store.delete(key);
  }

  /// How its messages stand, the newest first; empty as well for a webhook that does not exist.
  public List<Delivery> deliveries(Webhook.Key key, Optional<Delivery.Cursor> after, int limit) {
    return store.deliveries(key, after, limit);
  }
}
