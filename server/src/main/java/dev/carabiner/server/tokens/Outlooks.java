package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Lifecycle;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Gives the outlook of sessions by what the catalogue knows of their provider's grants.
public final class Outlooks {
  private final Supplier<Catalogue> catalogue;

  public Outlooks(Supplier<Catalogue> catalogue) {
    this.catalogue = catalogue;
  }

  /// The outlook of a session.
  ///
  /// @param app its app; without it nothing is known of its provider
  public Outlook of(Session session, Optional<ConnectedApp> app) {
    var tokens = app.flatMap(this::lifecycle).map(Lifecycle::refreshTokens);
    return Outlook.of(
        session,
        new Outlook.Terms(
            tokens.flatMap(Lifecycle.RefreshTokens::lifetime),
            tokens.flatMap(Lifecycle.RefreshTokens::idleLifetime),
            app.map(known -> known.keeping().keepAlive()).orElse(Duration.ZERO)));
  }

  /// How long an access token of that app's provider lives where no answer says.
  Optional<Duration> usualLife(ConnectedApp app) {
    return lifecycle(app)
        .filter(known -> known.accessTokenEnds() == Lifecycle.Ends.YES)
        .flatMap(Lifecycle::accessTokenLifetime);
  }

  private Optional<Lifecycle> lifecycle(ConnectedApp app) {
    return catalogue.get().find(app.provider().id()).map(Provider::lifecycle);
  }
}
