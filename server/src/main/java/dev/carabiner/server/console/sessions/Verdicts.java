package dev.carabiner.server.console.sessions;

import dev.carabiner.server.sessions.SessionState;

/// Says whether a session works. Pure: the same situation gives the same words.
public final class Verdicts {
  private Verdicts() {}

  public static Verdict of(Situation situation) {
    return switch (situation.session().state()) {
      case SessionState.Connected() -> ConnectedVerdicts.of(situation);
      case SessionState.NeedsReconnect(var why) -> BrokenVerdicts.of(situation, why);
      case SessionState.Pending() -> PendingVerdicts.of(situation);
      case SessionState.Revoked() -> OverVerdicts.revoked(situation);
      case SessionState.Expired(var why) -> OverVerdicts.expired(situation, why);
    };
  }
}
