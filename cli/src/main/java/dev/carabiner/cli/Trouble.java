package dev.carabiner.cli;

import dev.carabiner.client.RefreshTrouble;
import dev.carabiner.client.Session;
import java.util.Optional;

/// What keeps the token of a connected session from being renewed, in words that go on a sentence:
/// why, since when, and what to do. The worst first.
final class Trouble {
  private Trouble() {}

  static Optional<String> of(Session session, RefreshTrouble trouble) {
    return refused(session, trouble)
        .or(() -> denied(session, trouble))
        .or(() -> inDoubt(session, trouble))
        .or(() -> notDone(session, trouble));
  }

  private static Optional<String> refused(Session session, RefreshTrouble trouble) {
    return trouble
        .credentialsRefusedSince()
        .map(since ->
            "since "
                + since
                + " "
                + session.provider()
                + " refuses the client credentials of the app "
                + session.keyCodeRef()
                + "; mend its client-secret, and all its sessions carry on by themselves");
  }

  private static Optional<String> denied(Session session, RefreshTrouble trouble) {
    return trouble
        .deniedSince()
        .map(since ->
            session.provider()
                + " said once, at "
                + since
                + ", that the grant is no longer valid; it is asked again"
                + next(trouble)
                + " before that is believed, nothing to do");
  }

  private static Optional<String> inDoubt(Session session, RefreshTrouble trouble) {
    return trouble
        .inDoubtSince()
        .map(since ->
            "since "
                + since
                + " we wait for an answer of "
                + session.provider()
                + " that may have given a new token; it is asked again"
                + next(trouble)
                + ", nothing to do");
  }

  private static Optional<String> notDone(Session session, RefreshTrouble trouble) {
    if (trouble.tries() == 0) return Optional.empty();
    var tries = trouble.tries() == 1 ? "the last try" : "the last " + trouble.tries() + " tries";
    return Optional.of(
        session.provider()
            + " did not renew it at "
            + tries
            + "; it is asked again"
            + next(trouble)
            + ", nothing to do");
  }

  private static String next(RefreshTrouble trouble) {
    return trouble.nextTry().map(at -> " at " + at + " or later").orElse(" at the next read");
  }
}
