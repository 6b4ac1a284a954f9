package dev.carabiner.client;

/** What came of the browser's return to the application's callback. */
public sealed interface FinishOutcome {

  /** Connected, and it is this user's: file the session. */
  record Finished(Session session) implements FinishOutcome {}

  /**
   * The session belongs to another user. Somebody may have sent this user the end of their own
   * connection; file nothing, and tell nothing of the session.
   */
  record NotYours() implements FinishOutcome {}

  /** Not connected yet. */
  record Pending() implements FinishOutcome {}

  /** It did not work, or works no more; offer a new link. */
  record Failed(Reason reason) implements FinishOutcome {}
}
