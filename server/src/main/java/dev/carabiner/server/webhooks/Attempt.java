package dev.carabiner.server.webhooks;

import dev.carabiner.server.sessions.Event;
import java.time.Instant;
import java.util.Optional;

/// A delivery that this node may try now.
///
/// @param lane the lane that it is the first of
/// @param turn counts how often the lane was taken; who took it before has no say any more
/// @param tries how often the delivery was tried before
/// @param now the store's clock
public record Attempt(
    Webhook webhook, String lane, long turn, Event event, int tries, Instant now) {

  /// How an attempt ended.
  public sealed interface Ending {
    /// The receiver answered 2xx.
    record Delivered(int status) implements Ending {}

    /// It failed and is tried again.
    ///
    /// @param status what the receiver answered; absent when no answer came
    /// @param at when to try again
    /// @param pause until when nothing at all is sent to this webhook
    record Again(Optional<Integer> status, Instant at, Optional<Instant> pause) implements Ending {}

    /// It failed and is not tried again.
    ///
    /// @param stop why the webhook is switched off, too
    record GivenUp(Optional<Integer> status, Optional<Webhook.Stop> stop) implements Ending {}
  }
}
