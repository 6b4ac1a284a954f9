package dev.carabiner.server.apps;

import java.util.List;
import java.util.Optional;

/// The apps of this installation.
public interface ConnectedApps {
  /// The app with that key, byte for byte, whatever its workspace: a caller from outside must be
  /// checked against it.
  Optional<ConnectedApp> find(AppKey key);

  /// As [#find], also an app that is being deleted: for ending what it began.
  Optional<ConnectedApp> findEvenLeaving(AppKey key);

  /// All apps, by key; none that is being deleted.
  List<ConnectedApp> all();
}
