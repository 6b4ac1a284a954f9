package dev.carabiner.server.doctor;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.RotationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What rows are held against.
///
/// @param now the store's time
/// @param apps by key
/// @param seen when each node was seen last
/// @param policies what becomes of an app's used refresh tokens
public record Situation(
    Instant now,
    Map<String, StoredApp> apps,
    Map<String, Instant> seen,
    Seals seals,
    Function<ConnectedApp, RotationPolicy> policies) {
  /// A node that was not seen for this long is taken for dead.
  static final Duration LIFE = Duration.ofSeconds(15);

  public Situation {
    apps = Map.copyOf(apps);
    seen = Map.copyOf(seen);
  }

  /// Whether that is further back than `age`.
  boolean isOlder(Optional<Instant> time, Duration age) {
    return time.filter(then -> then.plus(age).isBefore(now)).isPresent();
  }

  boolean runs(String node) {
    return seen.containsKey(node) && !isOlder(Optional.ofNullable(seen.get(node)), LIFE);
  }

  boolean anyRuns() {
    return seen.keySet().stream().anyMatch(this::runs);
  }

  RotationPolicy policy(String app) {
    return Optional.ofNullable(apps.get(app))
        .flatMap(StoredApp::app)
        .map(policies)
        .orElse(RotationPolicy.UNKNOWN);
  }
}
