package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.LeavingApps;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.callers.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// Deletes apps: marks them, so that nobody finds them any more, revokes their sessions, and lets
/// them go when the provider has been told. Whatever stops it in the middle, [#run] goes on.
public final class AppDeletion {
  private static final System.Logger LOG = System.getLogger(AppDeletion.class.getName());
  private static final int BATCH = 100;

  private final LeavingApps leaving;
  private final SessionStore store;
  private final Revoking revoking;
  private final Duration grace;

  /// @param grace how long an app stays at least, so that flows and refreshes that had begun find
  ///   its credentials
  public AppDeletion(LeavingApps leaving, SessionStore store, Revoking revoking, Duration grace) {
    this.leaving = leaving;
    this.store = store;
    this.revoking = revoking;
    this.grace = grace;
  }

  /// Deletes an app. When this has answered, the app is found no more and none of its sessions
  /// answers.
  ///
  /// @return how many sessions were revoked; empty if the workspace has no such app
  public OptionalInt delete(Workspace workspace, AppKey key) {
    if (!leaving.leave(workspace, key)) return OptionalInt.empty();
    LOG.log(System.Logger.Level.INFO, "app {0}: is being deleted", key);
    return OptionalInt.of(revokeAll(key));
  }

  /// Goes on with what is leaving.
  public void run() {
    for (var key : leaving.all()) {
      try {
        goOn(key);
      } catch (Fault trouble) {
        throw trouble;
      } catch (RuntimeException failed) {
        LOG.log(System.Logger.Level.ERROR, "app " + key + ": its deletion does not go on", failed);
      }
    }
  }

  /// One batch: other work waits for the same thread.
  private void goOn(AppKey key) {
    revoke(store.liveOfApp(key, BATCH));
    if (leaving.remove(key, grace)) LOG.log(System.Logger.Level.INFO, "app {0}: is deleted", key);
  }

  private int revokeAll(AppKey key) {
    var revoked = 0;
    while (true) {
      var sessions = store.liveOfApp(key, BATCH);
      if (sessions.isEmpty()) return revoked;
      revoked += revoke(sessions);
    }
  }

  private int revoke(List<Session> sessions) {
    var revoked = 0;
    for (var session : sessions)
      if (revoking.revoke(session.key().workspace(), session.key().id())) revoked++;
    return revoked;
  }
}
