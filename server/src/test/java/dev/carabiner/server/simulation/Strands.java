package dev.carabiner.server.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Runs strands one at a time in the calling thread, in virtual time. Which comes next follows from
/// the times at which they want to go on; equal times go in the order of asking. Nothing else
/// decides, so that the same choices give the same run.
final class Strands {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Thread thread = Thread.currentThread();
  private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
  private long now;
  private long asked;
  private long steps;
  private boolean stopped;
  private @Nullable Strand running;
  private @Nullable Throwable failure;

  private record Wake(long at, long number, Strand strand, long turn) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      var order = Long.compare(at, other.at);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /// Starts work at that place, after a while.
  Strand start(Place place, String name, Duration after, Runnable work) {
    var holder = new Strand[1];
    var strand = new Strand(this, place, name, () -> run(holder, work));
    holder[0] = strand;
    wake(strand, now + after.toNanos());
    return strand;
  }

  private void run(Strand[] holder, Runnable work) {
    holder[0].begun();
    try {
      work.run();
    } catch (Throwable thrown) {
      fail(thrown);
    }
  }

  /// Runs until [#stop], at most so many steps.
  ///
  /// @return what a strand threw; empty if all went well
  Optional<Throwable> run(long mostSteps) {
    while (!stopped && failure == null) {
      var wake = wakes.poll();
      if (wake == null) fail(new IllegalStateException("every strand waits for another one"));
      else if (steps > mostSteps) fail(new IllegalStateException("it does not come to an end"));
      else if (isCurrent(wake)) turn(wake);
    }
    return Optional.ofNullable(failure);
  }

  private static boolean isCurrent(Wake wake) {
    return !wake.strand().place.isDead()
        && wake.turn() == wake.strand().turn
        && !wake.strand().hasEnded();
  }

  private void turn(Wake wake) {
    var strand = wake.strand();
    if (strand.place.pausedUntil() > wake.at()) {
      wake(strand, strand.place.pausedUntil());
      return;
    }
    now = Math.max(now, wake.at());
    steps++;
    strand.turn++;
    running = strand;
    strand.takeTurn();
    running = null;
  }

  void stop() {
    stopped = true;
  }

  /// Ends the run with a failure; the first one counts.
  void fail(Throwable thrown) {
    if (failure == null) failure = thrown;
  }

  private void wake(Strand strand, long at) {
    wakes.add(new Wake(at, asked++, strand, strand.turn));
  }

  void wakeNow(Strand strand) {
    wake(strand, now);
  }

  boolean ownsThisThread() {
    return Thread.currentThread() == thread || Thread.currentThread().isVirtual();
  }

  /// The strand whose turn it is.
  Strand running() {
    if (running == null) throw new IllegalStateException("no strand is running");
    return running;
  }

  /// Lets the running strand wait for that long, whatever happens.
  void pass(Duration duration) {
    var strand = running();
    wake(strand, now + duration.toNanos());
    strand.giveTurnBack();
  }

  /// As [#pass]; an interrupt ends it.
  void pause(Duration duration) throws InterruptedException {
    var strand = running();
    wake(strand, now + duration.toNanos());
    strand.giveTurnBackInterruptibly();
  }

  /// Lets the running strand wait until `done` has completed, at most that long.
  boolean await(CompletableFuture<?> done, Duration longest) throws InterruptedException {
    var strand = running();
    if (!done.isDone()) {
      var turn = strand.turn;
      var _ =
          done.whenComplete((_, _) -> {
            if (strand.turn == turn) wakeNow(strand);
          });
      pause(longest);
    }
    return done.isDone();
  }

  /// Virtual nanoseconds since the beginning.
  long nanos() {
    return now;
  }

  /// Virtual time.
  Instant instant() {
    return BEGIN.plusNanos(now);
  }

  boolean isRunning() {
    return running != null;
  }

  long steps() {
    return steps;
  }
}
