package dev.carabiner.client;

import java.time.Duration;
import java.util.Optional;

/**
 * The whole life of a connection, with expected endings as values. Safe for use by many threads.
 *
 * <p>Everything else, such as a refused bearer token or a server that cannot be reached, is an
 * {@link ApiException}.
 */
public final class Connections {
  private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

  private final ConnectedAppsApi api;
  private final SessionsApi sessions;

  public Connections(ApiClient client) {
    this.api = new ConnectedAppsApi(client);
    this.sessions = new SessionsApi(client);
  }

  /** A link on which this user connects to this app. Every call starts a new session. */
  public ConnectedAppsAuthUrl link(String keyCodeRef, String userId) {
    return api.getConnectedAppAuthUrl(keyCodeRef, userId);
  }

  public ConnectedAppsAuthUrl link(String keyCodeRef, String userId, AuthUrlOptions options) {
    return api.getConnectedAppAuthUrl(keyCodeRef, userId, options);
  }

  /** A link on which the user mends a connection; the session keeps its id. Carabiner only. */
  public ConnectedAppsAuthUrl reconnectLink(String sessionId) {
    return sessions.reconnect(sessionId, ReconnectOptions.none());
  }

  /** An access token of the provider. Ask each time you need one instead of keeping it. */
  public TokenOutcome token(String sessionId) {
    try {
      return new TokenOutcome.Ready(api.getConnectedAppToken(sessionId));
    } catch (ApiException failure) {
      return outcome(failure);
    }
  }

  /**
   * An access token that will work for a while.
   *
   * @param minValidity how long the token must still live, at most a day; only Carabiner heeds it
   */
  public TokenOutcome token(String sessionId, Duration minValidity) {
    try {
      return new TokenOutcome.Ready(api.getConnectedAppToken(sessionId, minValidity));
    } catch (ApiException failure) {
      return outcome(failure);
    }
  }

  /**
   * Whether the session that came to the callback is connected and belongs to the signed-in user.
   * Ask before you file a session: a stranger can send your user the callback URL of the stranger's
   * own connection. Carabiner only.
   *
   * @param userId the user signed in to the browser at the callback, compared byte for byte
   */
  public FinishOutcome finish(String sessionId, String userId) {
    Arguments.given("userId", userId);
    return finished(sessionId, session -> session.userId().equals(Optional.of(userId)));
  }

  /** The same for a session that an organisation asked for without a user. */
  public FinishOutcome finishForOrganization(String sessionId, String orgCode) {
    Arguments.given("orgCode", orgCode);
    return finished(
        sessionId,
        session -> session.userId().isEmpty() && session.orgCode().equals(Optional.of(orgCode)));
  }

  /**
   * Confirms a connection of an app in {@code bind} mode, then answers as {@link #finish}.
   * Carabiner only.
   *
   * @param connectCode from the callback's query, beside {@code session_id}; wrong once, it is
   *     burned
   */
  public FinishOutcome complete(String sessionId, String connectCode, String userId) {
    try {
      sessions.complete(sessionId, connectCode, userId);
    } catch (ApiException refusal) {
      return failed(refusal);
    }
    return finish(sessionId, userId);
  }

  /** Ends a connection, at the provider too. The very next read is refused. */
  public void revoke(String sessionId) {
    api.revokeConnectedAppToken(sessionId);
  }

  private static TokenOutcome outcome(ApiException failure) {
    return switch (failure.code()) {
      case "SESSION_PENDING" -> new TokenOutcome.Pending();
      case "RECONNECT_REQUIRED" ->
          new TokenOutcome.ReconnectRequired(failure.reason().orElse(Reason.NOT_GIVEN));
      case "INVALID_SESSION" -> new TokenOutcome.ReconnectRequired(Reason.INVALID_SESSION);
      default -> later(failure);
    };
  }

  private static TokenOutcome later(ApiException failure) {
    if (failure.status() == 429 || failure.status() == 503) {
      return new TokenOutcome.TryLater(failure.retryAfter().orElse(USUAL_WAIT));
    }
    throw failure;
  }

  private FinishOutcome finished(String sessionId, Ownership ownership) {
    Session session;
    try {
      session = sessions.getSession(sessionId);
    } catch (ApiException refusal) {
      return failed(refusal);
    }
    if (!ownership.holds(session)) {
      return new FinishOutcome.NotYours();
    }
    if (session.state().equals(SessionState.CONNECTED)) {
      return new FinishOutcome.Finished(session);
    }
    return session.state().equals(SessionState.PENDING)
        ? new FinishOutcome.Pending()
        : new FinishOutcome.Failed(session.reason().orElse(Reason.NOT_GIVEN));
  }

  private static FinishOutcome failed(ApiException refusal) {
    if (refusal.code().equals("INVALID_SESSION")) {
      return new FinishOutcome.Failed(Reason.INVALID_SESSION);
    }
    throw refusal;
  }

  private interface Ownership {
    boolean holds(Session session);
  }
}
