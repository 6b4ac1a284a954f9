package dev.carabiner.server.m2m;

/// Whether a token is one of ours and alive.
sealed interface Verdict {
  /// It is.
  record Genuine(VerifiedToken token) implements Verdict {}

  /// It is not.
  ///
  /// @param why a word for our log; the client never sees it
  record Refused(String why) implements Verdict {}
}
