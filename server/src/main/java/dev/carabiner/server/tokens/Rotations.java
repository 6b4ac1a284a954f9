package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.RotationLessons;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.vault.Secret;
import java.util.Optional;
import java.util.function.Supplier;

/// What becomes of a refresh token that has been used: as the app says, else the catalogue, else as
/// the provider has shown.
///
/// Only answers teach. That a second try after an unanswered one succeeded does not: nobody knows
/// whether the first was processed.
public final class Rotations {
  private final ConnectedApps apps;
  private final Supplier<Catalogue> catalogue;
  private final RotationLessons lessons;

  public Rotations(ConnectedApps apps, Supplier<Catalogue> catalogue, RotationLessons lessons) {
    this.apps = apps;
    this.catalogue = catalogue;
    this.lessons = lessons;
  }

  /// The policy that holds for a session.
  RotationPolicy of(Session.Key session) {
    return apps.find(session.app()).map(this::of).orElse(RotationPolicy.UNKNOWN);
  }

  /// The policy that holds for an app.
  public RotationPolicy of(ConnectedApp app) {
    var said = app.keeping().rotationPolicy().map(RotationPolicy::valueOf).orElse(inCatalogue(app));
    return said == RotationPolicy.UNKNOWN && lessons.neverRotates(app.provider().id())
        ? RotationPolicy.NONE
        : said;
  }

  private RotationPolicy inCatalogue(ConnectedApp app) {
    return catalogue
        .get()
        .find(app.provider().id())
        .map(provider ->
            OwnVariables.goesOverProvider(provider)
                ? provider.lifecycle().rotation()
                : RotationPolicy.NONE)
        .orElse(RotationPolicy.UNKNOWN);
  }

  /// Learns from an answered refresh.
  ///
  /// @param sent the refresh token that was sent
  /// @param given the one in the answer
  void learn(ConnectedApp app, Secret sent, Optional<Secret> given) {
    if (inCatalogue(app) == RotationPolicy.UNKNOWN)
      lessons.note(app.provider().id(), given.filter(token -> !token.matches(sent)).isPresent());
  }

  /// Whether a second use of the session's refresh token may end the whole grant, the living access
  /// token included.
  boolean mayKill(Session.Key session) {
    return switch (of(session)) {
      case NONE, GRACE, PREVIOUS_UNTIL_USED -> false;
      case STRICT, UNKNOWN -> true;
    };
  }
}
