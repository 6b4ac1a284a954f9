package dev.carabiner.server.oauth;

import java.time.Duration;
import java.util.Optional;

/// How a revocation at the provider ended.
public sealed interface RevocationReply {
  /// The tokens are dead at the provider, perhaps since long.
  record Revoked() implements RevocationReply {}

  /// The provider cannot be told.
  ///
  /// @param note what the user can do instead, in our words
  record Unsupported(String note) implements RevocationReply {}

  /// The provider answered no.
  record Refused(String error) implements RevocationReply {}

  /// Not processed; to be tried again.
  ///
  /// @param retryAfter how long the provider asks us to wait, at most 15 minutes
  record NotDone(String why, Optional<Duration> retryAfter) implements RevocationReply {}

  /// Sent, and no usable answer; to be tried again, which does no harm.
  record InDoubt(String why) implements RevocationReply {}
}
