package dev.carabiner.server.setup;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import java.util.List;
import java.util.Optional;

/// Where connected apps are kept one by one. An app that is being deleted is not found here, but
/// its key stays taken.
public interface AppStore {
  /// The apps of a workspace, by key.
  ///
  /// @param after the key to go on behind
  List<KeptApp> list(Workspace workspace, Optional<AppKey> after, int limit);

  /// An app of that workspace.
  Optional<KeptApp> find(Workspace workspace, AppKey key);

  /// How many apps a workspace has.
  int count(Workspace workspace);

  /// Adds an app.
  ///
  /// @param provider the custom provider that the app was checked against; absent for a built-in
  ///   one
  Ending add(ConnectedApp app, Optional<CustomProvider> provider);

  /// Puts `changed` in place of `seen`, whose key and workspace it has.
  ///
  /// @param provider as with [#add]
  Ending replace(KeptApp seen, ConnectedApp changed, Optional<CustomProvider> provider);

  /// How a change ended.
  enum Ending {
    /// It is so.
    DONE,
    /// The key is another app's, or differs from another's by case only.
    TAKEN,
    /// What was seen is no longer what is stored: nothing has changed.
    OUTDATED
  }
}
