package dev.carabiner.server.doctor;

import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a session's columns fit each other.
final class StateRules {
  private StateRules() {}

  /// What contradicts what; empty when all fit.
  static List<String> contradictions(StoredSession session) {
    var found = new ArrayList<String>();
    var state = state(session.standing());
    if (state.isEmpty()) {
      found.add("no state with that reason");
      return found;
    }
    switch (state.get()) {
      case SessionState.Pending() -> wiped(session, found);
      case SessionState.Revoked(), SessionState.Expired _ -> wiped(session, found);
      case SessionState.Connected() -> {
        if (!session.seals().containsKey("access_token")) found.add("connected without a token");
        if (session.standing().generation() < 1) found.add("connected in generation 0");
      }
      case SessionState.NeedsReconnect _ -> {}
    }
    if (!state.get().reason().map(Reason::word).equals(session.standing().reason()))
      found.add("a reason without need");
    if (isDueAlways(state.get()) && session.times().due().isEmpty())
      found.add("nothing will ever end or remove it");
    tokens(session, found);
    counters(session, state.get(), found);
    return found;
  }

  private static Optional<SessionState> state(StoredSession.Standing standing) {
    try {
      return Optional.of(SessionState.of(standing.word(), standing.reason().map(Reason::new)));
    } catch (IllegalArgumentException noSuch) {
      return Optional.empty();
    }
  }

  private static boolean isDueAlways(SessionState state) {
    return state instanceof SessionState.Pending || state.isFinal();
  }

  private static void wiped(StoredSession session, List<String> found) {
    if (!session.seals().isEmpty()) found.add(session.standing().word() + " with a token");
  }

  private static void tokens(StoredSession session, List<String> found) {
    var times = session.times();
    var holds = session.seals().containsKey("access_token");
    if (holds != times.tokenStart().isPresent()) found.add("a token and no start, or the reverse");
    if (!holds && session.seals().containsKey("refresh_token"))
      found.add("a refresh token without an access token");
    if (times.tokenEnd().isPresent()
        && times.tokenStart().filter(times.tokenEnd().get()::isBefore).isPresent())
      found.add("a token that ends before it starts");
  }

  private static void counters(StoredSession session, SessionState state, List<String> found) {
    var standing = session.standing();
    if (standing.generation() < 0) found.add("a generation below 0");
    if (standing.fence() < standing.generation()) found.add("a fence below the generation");
    if (standing.tries() < 0) found.add("tries below 0");
    if (session.claimNode().isPresent() != session.times().claimUntil().isPresent())
      found.add("half a claim");
    if (session.claimNode().isPresent() && !(state instanceof SessionState.Connected))
      found.add("a claim on a session that is not connected");
  }
}
