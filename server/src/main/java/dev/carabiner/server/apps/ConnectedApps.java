package dev.carabiner.server.apps;

import java.util.List;
import java.util.Optional;

/// The apps of this installation.
public interface ConnectedApps {
  /// The app with that key, byte for byte, whatever its workspace: a caller from outside must be
  /// checked against it.
  Optional<ConnectedApp> find(AppKey key);

  /// All apps, by key.
  List<ConnectedApp> all();
}
