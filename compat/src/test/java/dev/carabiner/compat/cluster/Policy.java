package dev.carabiner.compat.cluster;

import dev.carabiner.sandbox.Rotation;
import java.time.Duration;
import java.util.Locale;

/// What becomes of a refresh token that has been used, at one of the cluster's providers.
enum Policy {
  /// It stays as it is.
  NONE(Rotation.none(), "rotation_policy: none"),
  /// It works on for half an hour.
  GRACE(Rotation.rotate(Duration.ofMinutes(30)), "rotation_policy: grace, rotation_grace: 1800"),
  /// Its second use ends the whole grant.
  STRICT(Rotation.strict(), "rotation_policy: strict");

  private final Rotation rotation;
  private final String lifecycle;

  Policy(Rotation rotation, String lifecycle) {
    this.rotation = rotation;
    this.lifecycle = lifecycle;
  }

  Rotation rotation() {
    return rotation;
  }

  /// What the settings say of such a provider.
  String lifecycle() {
    return lifecycle;
  }

  /// The key of the app there, and of the provider.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The key of an app there whose links wait for the back end's word.
  String boundKey() {
    return key() + "-bound";
  }
}
