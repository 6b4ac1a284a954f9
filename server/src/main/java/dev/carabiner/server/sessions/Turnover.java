package dev.carabiner.server.sessions;

import dev.carabiner.server.base.Monotonic;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/// The time after the store became another one that may have forgotten what it confirmed last, as a
/// standby that lagged and was promoted. What it forgot is in the journals of the nodes, each of
/// which makes its own again; a call that left before may still be under way. Until that is over, a
/// stored refresh token may be spent although nothing in the store says so.
public final class Turnover {
  /// Longer than a call to a provider takes to be decided, and than it takes a node to see the
  /// change and to read its journal.
  static final Duration TIME = Duration.ofSeconds(16);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final IntSupplier turnovers;
  private final Monotonic monotonic;
  private int seen;
  private int replayed;
  private long since;

  /// @param turnovers how often the store became another one
  public Turnover(IntSupplier turnovers, Monotonic monotonic) {
    this.turnovers = turnovers;
    this.monotonic = monotonic;
  }

  /// How long no refresh token may be sent whose second use may end its grant; empty: it may.
  public synchronized Optional<Duration> waiting() {
    look();
    if (seen == 0) return Optional.empty();
    var left = TIME.minusNanos(monotonic.nanos() - since);
    if (left.isPositive()) return Optional.of(left);
    return isOpen() ? Optional.of(SOON) : Optional.empty();
  }

  /// Whether this node has yet to make again what its journal holds and the store does not.
  public synchronized boolean isOpen() {
    look();
    return replayed < seen;
  }

  /// How many changes there were: to be asked before a replay, and told to [#replayed] after it.
  public synchronized int count() {
    look();
    return seen;
  }

  /// This node's journal was replayed since there were `count` changes.
  public synchronized void replayed(int count) {
    replayed = Math.max(replayed, count);
  }

  private void look() {
    var now = turnovers.getAsInt();
    if (now == seen) return;
    seen = now;
    since = monotonic.nanos();
  }
}
