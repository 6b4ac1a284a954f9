package dev.carabiner.server.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Shows the other nodes that this one runs, and so has nothing left that could still land: while
/// something may, it does not beat, and the others wait for it. One thread at a time.
///
/// A node that stood still, as a paused machine does, wakes up with answers in its hands. It gives
/// them time to land first.
public final class Heartbeat {
  /// Between two beats.
  public static final Duration PAUSE = Duration.ofSeconds(5);

  /// A node that was not seen for this long is taken for dead.
  public static final Duration LIFE = PAUSE.multipliedBy(3);

  /// So long between two beats is more than a slow store.
  private static final Duration STOOD_STILL = PAUSE.plusSeconds(2);

  private static final Duration FIRST_TO_LAND = Duration.ofSeconds(10);

  private final Nodes nodes;
  private final String node;
  private final BooleanSupplier behind;
  private final Departure.Clocks clocks;
  private Instant lastWall;
  private long lastNanos;
  private long quietUntil;

  /// @param behind whether answers lie in the journal that the store has not got
  public Heartbeat(Nodes nodes, String node, BooleanSupplier behind, Departure.Clocks clocks) {
    this.nodes = nodes;
    this.node = node;
    this.behind = behind;
    this.clocks = clocks;
    this.lastWall = clocks.wall().instant();
    this.lastNanos = clocks.monotonic().nanos();
    this.quietUntil = lastNanos;
  }

  /// To be called every [#PAUSE].
  public void beat() {
    var wall = clocks.wall().instant();
    var nanos = clocks.monotonic().nanos();
    if (isLong(Duration.between(lastWall, wall)) || isLong(Duration.ofNanos(nanos - lastNanos)))
      quietUntil = nanos + FIRST_TO_LAND.toNanos();
    lastWall = wall;
    lastNanos = nanos;
    if (nanos - quietUntil >= 0 && !behind.getAsBoolean()) nodes.beat(node);
  }

  private static boolean isLong(Duration since) {
    return since.compareTo(STOOD_STILL) > 0;
  }
}
