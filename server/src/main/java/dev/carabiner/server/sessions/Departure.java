package dev.carabiner.server.sessions;

import dev.carabiner.server.outbound.BeforeSending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The moment at which a token request leaves, in the store's time, and the last check before it
/// does.
///
/// Made before the claim is sent. Its owner's time is counted on the monotonic and the wall clock,
/// since either may stand still while the other goes on; whoever took too long from the claim to
/// the socket sends nothing. One thread at a time.
public final class Departure implements BeforeSending {
  /// How long after asking for its claim an owner may still start to send: lease, deadline and this
  /// fit together.
  public static final Duration LATEST = Duration.ofSeconds(4);

  private final InstantSource clock;
  private final Instant asked;
  private final long askedNanos = System.nanoTime();
  private Instant storeTime = Instant.MIN;
  private long claimedNanos;
  private Optional<Instant> sent = Optional.empty();

  public Departure(InstantSource clock) {
    this.clock = clock;
    this.asked = clock.instant();
  }

  /// Ties this to the store's time of the claim, as soon as the claim has been answered.
  public Departure claimedAt(Instant time) {
    storeTime = time;
    claimedNanos = System.nanoTime();
    return this;
  }

  @Override
  public boolean mayGo() {
    var wall = Duration.between(asked, clock.instant());
    var monotonic = Duration.ofNanos(System.nanoTime() - askedNanos);
    if (wall.compareTo(LATEST) > 0 || monotonic.compareTo(LATEST) > 0) return false;
    sent = Optional.of(storeTime.plusNanos(System.nanoTime() - claimedNanos));
    return true;
  }

  /// When a life began that the answer grants: never later than the provider's truth. The claim's
  /// own time if nothing was sent.
  public Instant start() {
    return sent.orElse(storeTime);
  }
}
