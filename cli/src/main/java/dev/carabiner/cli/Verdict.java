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
    if (state.equals(SessionState.CONNECTED)) return works(session, now);
    if (state.equals(SessionState.NEEDS_RECONNECT)) return dead(session);
    if (state.equals(SessionState.PENDING))
      return "Does not work yet: since "
          + when(session.createdAt())
          + " the user has not finished connecting; let them open the link, or make a new one.";
    if (state.equals(SessionState.REVOKED))
      return "Works no more: it was revoked"
          + why(session)
          + "; to connect again, make a new link for the user.";
    if (state.equals(SessionState.EXPIRED))
      return "Never worked: the link of "
          + when(session.createdAt())
          + " was not finished"
          + why(session)
          + "; make a new link for the user.";
    return "Is in the state " + state.value() + why(session) + ".";
  }

  private static String works(Session session, Instant now) {
    var newer =
        session.supersededBy().map(id -> "; the newer session " + id + " has taken its place");
    var missing =
        session.missingScopes().isEmpty()
            ? ""
            : "; the user did not grant " + String.join(" ", session.missingScopes());
    var ended =
        session
            .accessTokenExpiry()
            .filter(now::isAfter)
            .map(end -> "; its token ended at " + end + " and is renewed when it is next read");
    return "Works: connected since "
        + when(session.connectedAt())
        + ended.orElse("")
        + newer.orElse("")
        + missing
        + ".";
  }

  private static String dead(Session session) {
    return "Works no more"
        + why(session)
        + "; the last token came at "
        + when(session.refreshedAt().or(session::connectedAt))
        + session.accessTokenExpiry().map(end -> " and lasts until " + end).orElse("")
        + "; send the user the link of `carabiner sessions reconnect-link "
        + session.sessionId()
        + "`.";
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
