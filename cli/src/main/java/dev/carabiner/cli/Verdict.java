package dev.carabiner.cli;

import dev.carabiner.client.Session;
import dev.carabiner.client.SessionState;
import java.time.Instant;
import java.util.Optional;

/// One sentence on a session: whether it works, and if not why, since when, and what to do.
final class Verdict {
  private Verdict() {}

  static String of(Session session, Instant now) {
    var state = session.state();
    if (state.equals(SessionState.CONNECTED)) return connected(session, now);
    if (state.equals(SessionState.NEEDS_RECONNECT)) return needsReconnect(session, now);
    if (state.equals(SessionState.PENDING))
      return "Does not work yet: since "
          + when(session.createdAt())
          + " the user has not finished connecting; let them open the link, or make a new one.";
    if (state.equals(SessionState.REVOKED))
      return "Works no more: it was revoked"
          + session
              .revocation()
              .map(receipt -> "; at " + when(receipt.since()) + ", " + Ending.words(receipt))
              .orElse("")
          + "; to connect again, make a new link for the user.";
    if (state.equals(SessionState.EXPIRED))
      return "Never worked: the link of "
          + when(session.createdAt())
          + " was not finished"
          + why(session)
          + "; "
          + remedy(session).orElse("make a new link for the user.");
    return "Is in the state " + state.value() + why(session) + ".";
  }

  private static String connected(Session session, Instant now) {
    var trouble = session.refreshTrouble().flatMap(found -> Trouble.of(session, found));
    var dead = session.accessTokenExpiry().filter(end -> !now.isBefore(end));
    if (trouble.isPresent() && dead.isPresent())
      return "Waits: its token ended at " + dead.get() + ", and " + trouble.get() + ".";
    if (trouble.isPresent())
      return "Works from the stored token"
          + session.accessTokenExpiry().map(end -> ", good until " + end).orElse("")
          + "; "
          + trouble.get()
          + ".";
    return works(session, dead);
  }

  private static String works(Session session, Optional<Instant> dead) {
    var newer =
        session.supersededBy().map(id -> "; the newer session " + id + " has taken its place");
    var missing =
        session.missingScopes().isEmpty()
            ? ""
            : "; the user did not grant " + String.join(" ", session.missingScopes());
    var token =
        dead.map(end -> "; its token ended at " + end + " and is renewed when it is next read")
            .or(() -> session.accessTokenExpiry().map(end -> "; its token is good until " + end));
    return "Works: connected since "
        + when(session.connectedAt())
        + token.orElse("")
        + newer.orElse("")
        + missing
        + ".";
  }

  private static String needsReconnect(Session session, Instant now) {
    var alive = session.accessTokenExpiry().filter(now::isBefore);
    return alive.map(end -> "Works until " + end + " and no longer").orElse("Works no more")
        + why(session)
        + "; the last token came at "
        + when(session.refreshedAt().or(session::connectedAt))
        + (alive.isPresent()
            ? ""
            : session.accessTokenExpiry().map(end -> " and lasted until " + end).orElse(""))
        + "; send the user the link of `carabiner sessions reconnect-link "
        + session.sessionId()
        + "`.";
  }

  private static Optional<String> remedy(Session session) {
    return session.remedy().filter(text -> !text.isBlank());
  }

  private static String why(Session session) {
    return session
        .reasonText()
        .filter(text -> !text.isBlank())
        .or(() -> session.reason().map(reason -> reason.value()))
        .map(text -> " (" + text.replaceAll("\\.$", "") + ")")
        .orElse("");
  }

  private static String when(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("an unknown time");
  }
}
