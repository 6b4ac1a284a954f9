package dev.carabiner.server.console.overview;

import dev.carabiner.server.console.health.ProviderHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What needs a person, the worst first and one entry for each cause.
final class Worries {
  private final ProviderWorries providers;
  private final SessionWorries sessions;
  private final WebhookWorries webhooks;

  Worries(ProviderWorries providers, SessionWorries sessions, WebhookWorries webhooks) {
    this.providers = providers;
    this.sessions = sessions;
    this.webhooks = webhooks;
  }

  /// As it is now.
  ///
  /// @param ends those that come soon
  List<Worry> of(List<ProviderHealth> healths, Endings.Soon ends, Instant now) {
    var all = new ArrayList<Worry>();
    all.addAll(providers.refusing(healths, now));
    all.addAll(sessions.broken(now));
    all.addAll(providers.silent(healths, now));
    all.addAll(webhooks.failing(now));
    sessions.ending(ends).ifPresent(all::add);
    return List.copyOf(all);
  }
}
