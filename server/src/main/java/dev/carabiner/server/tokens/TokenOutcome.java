package dev.carabiner.server.tokens;

import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.statistics.Deed;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a read of a token ended. A provider in trouble is [TryLater]; a store in trouble is a
/// [dev.carabiner.server.base.Fault] and thrown.
public sealed interface TokenOutcome {
  /// A living token.
  ///
  /// @param end when it dies; absent for a token without end
  record HandedOut(Secret accessToken, Optional<Instant> end) implements TokenOutcome {}

  /// Unknown, revoked, expired, or another workspace's: not to be told apart.
  record NoSuchSession() implements TokenOutcome {}

  /// The user has not finished connecting, or the back end has not confirmed.
  record StillPending() implements TokenOutcome {}

  /// No token lives, and only the user can bring one back.
  record ReconnectRequired(Reason why) implements TokenOutcome {}

  /// No token lives that would do, and the provider does not give one at the moment.
  record TryLater(Duration after) implements TokenOutcome {}

  /// As it is counted: refused reads by the code that the interface gives them.
  default Deed deed() {
    return switch (this) {
      case HandedOut _ -> Deed.HANDED_OUT;
      case NoSuchSession() -> Deed.readRefused("INVALID_SESSION");
      case StillPending() -> Deed.readRefused("SESSION_PENDING");
      case ReconnectRequired _ -> Deed.readRefused("RECONNECT_REQUIRED");
      case TryLater _ -> Deed.readRefused("PROVIDER_UNAVAILABLE");
    };
  }
}
