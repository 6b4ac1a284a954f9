package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Workers;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;

/// Has a session's token renewed because a person asks for it. What protects refreshes holds here
/// too: nobody asks a provider twice at a time, nor one that wants to be left alone.
public final class RefreshNow {
  static final Duration LONGEST = Duration.ofSeconds(25);

  private final SessionStore store;
  private final Refresher refresher;
  private final Workers workers;

  public RefreshNow(SessionStore store, Tokens tokens, Workers workers) {
    this.store = store;
    this.refresher = tokens.refresher();
    this.workers = workers;
  }

  /// What came of it.
  public enum Outcome {
    /// There is a new token.
    RENEWED,
    /// There is none, and why stands at the session.
    NOT_NOW,
    /// Nothing can renew it: it is not connected, or has no refresh token.
    NOT_RENEWABLE
  }

  /// Whether anything can renew the session's token.
  public static boolean isPossible(Session session) {
    return session.state() instanceof SessionState.Connected
        && session.grant().tokens().flatMap(TokenSet::refreshToken).isPresent();
  }

  /// Renews the token; waits 25 s at most.
  public Outcome of(Workspace workspace, SessionId id) {
    var reading = store.find(workspace, id);
    if (reading.isEmpty() || !isPossible(reading.get().session())) return Outcome.NOT_RENEWABLE;
    var session = reading.get().session();
    try {
      if (!workers.await(refresher.join(session), LONGEST)) return Outcome.NOT_NOW;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Outcome.NOT_NOW;
    }
    return store
            .find(workspace, id)
            .filter(
                found -> found.session().renewal().generation() > session.renewal().generation())
            .isPresent()
        ? Outcome.RENEWED
        : Outcome.NOT_NOW;
  }
}
