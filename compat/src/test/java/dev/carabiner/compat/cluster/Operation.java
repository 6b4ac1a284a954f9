package dev.carabiner.compat.cluster;

/// What a caller asked of one session, when, and what it was told.
///
/// @param asked and `told`: monotonic nanoseconds around the call; `told` is [#NEVER] where nobody
///   knows what came of it
record Operation(Kind kind, int token, long asked, long told) {
  static final long NEVER = Long.MAX_VALUE;

  /// What was asked, and told.
  enum Kind {
    /// A read that was given the session's `token`-th access token.
    READ,
    /// A read that was told the session is no more.
    REFUSED,
    /// A revocation.
    REVOKE
  }

  static Operation read(int token, long asked, long told) {
    return new Operation(Kind.READ, token, asked, told);
  }

  static Operation refused(long asked, long told) {
    return new Operation(Kind.REFUSED, 0, asked, told);
  }

  static Operation revoke(long asked, long told) {
    return new Operation(Kind.REVOKE, 0, asked, told);
  }

  /// Whether it had ended when the other began.
  boolean isBefore(Operation other) {
    return told < other.asked;
  }
}
