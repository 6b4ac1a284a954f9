package dev.carabiner.cli;

import dev.carabiner.server.sessions.SessionId;

/// Session ids as people type them.
final class SessionIds {
  private SessionIds() {}

  /// The id, if it has the form of one.
  static String checked(String text) {
    if (SessionId.parse(text).isPresent()) return text;
    throw new CommandFailed(
        Failure.printable(text)
            + " is not a session id: one has 43 letters, digits, - or _, as auth_url answers it and"
            + " `carabiner sessions list` shows it");
  }
}
