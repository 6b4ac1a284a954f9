package dev.carabiner.server.apps;

import dev.carabiner.server.callers.Workspace;
import java.time.Duration;
import java.util.List;

/// Apps that are being deleted: gone for everybody, and kept with their credentials until the
/// provider has been told of all their sessions.
public interface LeavingApps {
  /// Marks an app: from now on [ConnectedApps] does not find it.
  ///
  /// @return false if that workspace has no such app; true also for one that is leaving already
  boolean leave(Workspace workspace, AppKey key);

  /// The keys of the apps that are leaving.
  List<AppKey> all();

  /// Removes an app that has been leaving for `grace`, once none of its sessions lives and no
  /// revocation of one is open.
  ///
  /// @return false if it has to stay for now
  boolean remove(AppKey key, Duration grace);
}
