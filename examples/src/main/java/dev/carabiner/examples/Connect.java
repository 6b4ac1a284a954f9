package dev.carabiner.examples;

import dev.carabiner.client.ApiException;
import dev.carabiner.client.AuthUrlOptions;
import dev.carabiner.client.ConnectedAppsAuthUrl;
import dev.carabiner.client.Connections;
import dev.carabiner.client.ReconnectOptions;
import dev.carabiner.client.SessionsApi;
import java.util.Optional;

/// The buttons "Connect", "Reconnect" and "Disconnect".
final class Connect {
  private static final System.Logger LOG = System.getLogger(Connect.class.getName());
  private static final String GONE = "INVALID_SESSION";

  private final Connections connections;
  private final SessionsApi sessions;
  private final SavedConnections saved;
  private final String key;
  private final String callbackUrl;

  /// @param key the connected app's reference key
  /// @param callbackUrl where connections end; on the app's list at Carabiner
  Connect(
      Connections connections,
      SessionsApi sessions,
      SavedConnections saved,
      String key,
      String callbackUrl) {
    this.connections = connections;
    this.sessions = sessions;
    this.saved = saved;
    this.key = key;
    this.callbackUrl = callbackUrl;
  }

  /// Sends the browser off, in a page of its own and never in a frame. A connection that is already
  /// there is mended and keeps its session; otherwise a new one begins.
  Reply begin(Visit visit, User user) {
    var link = saved.of(user).flatMap(session -> mend(user, session)).orElseGet(() -> start(user));
    return Reply.seeOther(link.url());
  }

  /// Ends the connection, at the provider too.
  Reply end(Visit visit, User user) {
    saved
        .of(user)
        .ifPresent(session -> {
          revoke(session);
          saved.forget(user, session);
          LOG.log(
              System.Logger.Level.INFO, "user {0} disconnected session {1}", user.id(), session);
        });
    return Reply.seeOther("/");
  }

  /// Revokes a session; one that is gone already is as good as revoked.
  void revoke(String session) {
    try {
      connections.revoke(session);
    } catch (ApiException refused) {
      if (!refused.code().equals(GONE)) throw refused;
    }
  }

  private ConnectedAppsAuthUrl start(User user) {
    var options =
        AuthUrlOptions.none().withUserLabel(user.name()).withOverrideCallbackUrl(callbackUrl);
    return connections.link(key, user.id(), options);
  }

  private Optional<ConnectedAppsAuthUrl> mend(User user, String session) {
    var options =
        ReconnectOptions.none().withUserLabel(user.name()).withOverrideCallbackUrl(callbackUrl);
    try {
      return Optional.of(sessions.reconnect(session, options));
    } catch (ApiException refused) {
      if (!refused.code().equals(GONE)) throw refused;
      saved.forget(user, session);
      return Optional.empty();
    }
  }
}
