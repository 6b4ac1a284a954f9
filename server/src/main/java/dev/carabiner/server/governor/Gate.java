package dev.carabiner.server.governor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What this node knows of one gate, in memory. No method waits; times are this node's.
final class Gate {
  /// So many calls in a row without an answer are not the fault of those calls.
  static final int IN_A_ROW = 5;

  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATEST = Duration.ofSeconds(1);
  private static final Duration APART = Duration.ofMillis(1);

  private final GateKey key;
  private final Meter meter = new Meter();
  private int inFlight;
  private long version;
  private int unanswered;
  private int strikes;
  private boolean answered;
  private Look look = Look.NONE;
  private Instant called = Instant.EPOCH;

  /// What was seen in the store, or settled here, stays true for a while: until then nobody needs
  /// to look again.
  ///
  /// @param limit how many calls may be in flight; 0 for none
  private record Look(Instant from, Duration length, int limit, Why why) {
    static final Look NONE = new Look(Instant.EPOCH, Duration.ZERO, 0, Why.BUSY);

    /// How much of it is left; nothing also when the clock ran back.
    Duration left(Instant now) {
      return now.isBefore(from) ? Duration.ZERO : Duration.between(now, from.plus(length));
    }
  }

  Gate(GateKey key) {
    this.key = key;
  }

  GateKey key() {
    return key;
  }

  synchronized int inFlight() {
    return inFlight;
  }

  /// Takes a place.
  ///
  /// @return how long to wait, if there is none
  synchronized Optional<Pass.Wait> takePlace(int share, Instant now) {
    var left = look.left(now);
    if (left.isPositive() && inFlight >= look.limit())
      return Optional.of(wait(look.limit() == 0 ? left : SOON, look.why(), now));
    if (inFlight >= (unanswered < IN_A_ROW ? share : 1))
      return Optional.of(wait(SOON, Why.BUSY, now));
    inFlight++;
    return Optional.empty();
  }

  synchronized void leave() {
    inFlight--;
  }

  /// Whether more calls are in flight than `limit`, the asking one included.
  synchronized boolean isOver(int limit) {
    return inFlight > limit;
  }

  /// Notes what holds for that long, and says how long the asker has to wait.
  synchronized Pass.Wait hold(Duration length, int limit, Why why, Instant now) {
    look = new Look(now, length, limit, why);
    return wait(limit == 0 ? length : SOON, why, now);
  }

  /// Notes which version of the shared state is the present one. Versions only go up.
  synchronized void saw(long seen) {
    if (seen <= version) return;
    version = seen;
    unanswered = 0;
    strikes = 0;
    answered = false;
    look = Look.NONE;
  }

  synchronized void answered(long under) {
    if (under != version) return;
    unanswered = 0;
    strikes = 0;
    answered = true;
  }

  synchronized boolean isAnsweredSince(long seen) {
    return answered && version == seen;
  }

  /// Counts a call without an answer.
  ///
  /// @return whether it was one too many
  synchronized boolean unanswered(long under) {
    return under == version && ++unanswered >= IN_A_ROW;
  }

  /// The others have no trouble: only this node waits, then tries with one call.
  synchronized void holdAlone(Instant now) {
    strikes++;
    var _ = hold(Pauses.unanswered(strikes, Duration.ZERO), 0, Why.NO_ANSWER, now);
  }

  synchronized Optional<Duration> takeOf(Budget budget, int nodes, Instant now) {
    return meter.take(budget, nodes, now);
  }

  synchronized void giveBack() {
    meter.giveBack();
  }

  /// Calls those who wait one after the other, so that they do not all come at once.
  private Pass.Wait wait(Duration least, Why why, Instant now) {
    var earliest = now.plus(least);
    var next = called.plus(APART);
    if (next.isBefore(earliest)) next = earliest;
    if (next.isAfter(earliest.plus(LATEST))) next = earliest.plus(LATEST);
    called = next;
    return new Pass.Wait(Duration.between(now, next), why);
  }
}
