package dev.carabiner.server.governor;

import java.time.Duration;
import java.util.Optional;

/// How a permitted call ended, as far as the gate cares.
public sealed interface Ended {
  /// The provider answered, be it with a refusal.
  record Answered() implements Ended {}

  /// The provider was too busy: 429 or 503.
  ///
  /// @param retryAfter as the provider said; what is not above 0 counts as nothing said, and more
  ///   than 15 minutes as 15 minutes
  record AskedToWait(Optional<Duration> retryAfter) implements Ended {}

  /// No usable answer: nothing could be sent, time ran out, the connection broke, 500, 502, 504.
  record Unanswered() implements Ended {}

  /// The call was not made after all.
  record Unused() implements Ended {}
}
