package dev.carabiner.server.tokens;

import dev.carabiner.server.oauth.Challenge;
import dev.carabiner.server.oauth.OwnValues;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Secret;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Takes note of scopes that a resource wants for something that it refused, for the next time that
/// the user is asked. What was asked for once is not noted again: so no application and no resource
/// can send a user round in circles.
public final class StepUps {
  private static final int MOST_TRIES = 3;

  private final SessionStore store;
  private final GrantSealer sealer;

  public StepUps(SessionStore store, GrantSealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  /// What came of it.
  public enum Outcome {
    /// The next link of that session asks for more.
    NOTED,
    /// It is no challenge for more scopes, or names none.
    NO_CHALLENGE,
    /// The user has been asked for all of them.
    ASKED_BEFORE,
    /// The session is being changed at this moment.
    BUSY
  }

  /// Takes note of `challenge`, a value of `WWW-Authenticate`.
  public Outcome note(Session.Key key, String challenge) {
    var read = Challenge.read(List.of(challenge));
    if (!read.isInsufficientScope() || read.scopes().isEmpty()) return Outcome.NO_CHALLENGE;
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      var session = store.find(key.workspace(), key.id()).orElseThrow().session();
      if (session.grant().requested().containsAll(read.scopes())) return Outcome.ASKED_BEFORE;
      if (session.renewal().claim().isEmpty() && noted(session, read.scopes()))
        return Outcome.NOTED;
    }
    return Outcome.BUSY;
  }

  /// The union with what was asked for: what the user has agreed to is not lost.
  private boolean noted(Session session, List<String> scopes) {
    var all = new LinkedHashSet<>(session.grant().requested());
    all.addAll(scopes);
    var value = Secret.of(String.join(" ", all));
    var generation = session.renewal().generation();
    var grant =
        sealer.keeping(
            session.grant(),
            Map.of(OwnValues.CHALLENGED_SCOPES, value),
            field -> session.key().binding(field, generation));
    return store.commit(Change.of(new Change.Step.ReplaceSession(session, session.keeping(grant))));
  }
}
