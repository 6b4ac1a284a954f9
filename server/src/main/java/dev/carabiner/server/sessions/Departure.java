package dev.carabiner.server.sessions;

import dev.carabiner.server.base.Monotonic;
import dev.carabiner.server.outbound.BeforeSending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The moment at which a token request leaves, in the store's time, and the last check before it
/// does.
///
/// Made before the claim is sent. Its owner's time is counted on the monotonic and the wall clock,
/// since either may stand still while the other goes on; whoever took too long from the claim to
/// the socket sends nothing. The journal hears of it before the first byte leaves. One thread at a
/// time.
public final class Departure implements BeforeSending {
  /// How long after asking for its claim an owner may still start to send: lease, deadline and this
  /// fit together.
  public static final Duration LATEST = Duration.ofSeconds(4);

  private static final Duration SLACK = Duration.ofSeconds(1);

  private final Clocks clocks;
  private final Instant asked;
  private final long askedNanos;
  private Instant storeTime = Instant.MIN;
  private long claimedNanos;
  private Runnable marker = () -> {};
  private BooleanSupplier stillWanted = () -> true;
  private Optional<Instant> sent = Optional.empty();
  private boolean heldBack;

  /// The two clocks of this machine.
  public record Clocks(InstantSource wall, Monotonic monotonic) {}

  public Departure(Clocks clocks) {
    this.clocks = clocks;
    this.asked = clocks.wall().instant();
    this.askedNanos = clocks.monotonic().nanos();
  }

  /// Ties this to the store's time of the claim, as soon as the claim has been answered.
  public Departure claimedAt(Instant time) {
    storeTime = time;
    claimedNanos = clocks.monotonic().nanos();
    return this;
  }

  /// Has `first` run before the first byte leaves, once, however often the request does; nothing
  /// leaves if it throws.
  public Departure marking(Runnable first) {
    marker = first;
    return this;
  }

  /// Asks `condition` last of all, when the journal has the marker; nothing leaves if it does not
  /// hold.
  public Departure provided(BooleanSupplier condition) {
    stillWanted = condition;
    return this;
  }

  @Override
  public boolean mayGo() {
    heldBack = true;
    if (isLate()) return false;
    marker.run();
    // asked again, with what the provider wants in it, it is the same request
    marker = () -> {};
    if (!stillWanted.getAsBoolean()) return false;
    // disk and store may have taken their time
    if (isLate()) return false;
    heldBack = false;
    sent = Optional.of(storeTime.plusNanos(clocks.monotonic().nanos() - claimedNanos));
    return true;
  }

  /// When a life began that the answer grants: never later than the provider's truth. The claim's
  /// own time if nothing was sent.
  public Instant start() {
    return sent.orElse(storeTime);
  }

  /// The latest that it can be now in the store's time: how long ago the store made the claim is
  /// known no better than since it was asked for it.
  public Instant latestNow() {
    return storeTime.plusNanos(clocks.monotonic().nanos() - askedNanos);
  }

  /// Whether the connection stood and it was we who sent nothing.
  public boolean wasHeldBack() {
    return heldBack;
  }

  /// Whether far more time has passed than a deadline of that length takes: this machine stood
  /// still.
  public boolean stoodStill(Duration deadline) {
    return hasTaken(deadline.plus(LATEST).plus(SLACK));
  }

  private boolean isLate() {
    return hasTaken(LATEST);
  }

  private boolean hasTaken(Duration longest) {
    var wall = Duration.between(asked, clocks.wall().instant());
    var monotonic = Duration.ofNanos(clocks.monotonic().nanos() - askedNanos);
    return wall.compareTo(longest) > 0 || monotonic.compareTo(longest) > 0;
  }
}
