package dev.carabiner.server.simulation;

import dev.carabiner.server.sessions.Reading;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One piece of work that runs until it has to wait: a virtual thread whose every turn is given by
/// [Strands]. It is the executor of its own turns.
final class Strand implements Executor {
  final Strands strands;
  final Place place;
  final String name;

  /// Counts its turns, so that a wake-up meant for an earlier one is known for stale.
  long turn;

  /// What the store last answered here to the question for a session.
  Optional<Reading> lastReading = Optional.empty();

  /// The token request that it sent last.
  @Nullable AtWire lastRequest;

  private final Thread thread;
  private @Nullable Runnable next;
  private boolean waiting = true;
  private boolean granted;
  private boolean interruptible;

  Strand(Strands strands, Place place, String name, Runnable work) {
    this.strands = strands;
    this.place = place;
    this.name = name;
    this.thread = SteppedThreads.unstarted(this, work);
    thread.start();
  }

  @Override
  public void execute(Runnable task) {
    if (!strands.ownsThisThread())
      throw new IllegalStateException("the strand " + name + " waited in real time");
    next = task;
    if (!waiting) strands.wakeNow(this);
  }

  /// Runs until it waits again. Called by the engine alone.
  void takeTurn() {
    granted = true;
    if (next == null) LockSupport.unpark(thread);
    var task = next;
    next = null;
    if (task != null) task.run();
  }

  /// Gives the turn back until the engine grants another one. Called on the strand itself.
  void giveTurnBack() {
    var interrupted = Thread.interrupted();
    waiting = true;
    granted = false;
    while (!granted) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    waiting = false;
    if (interrupted) thread.interrupt();
  }

  /// As [#giveTurnBack], for waiting that an interrupt ends.
  void giveTurnBackInterruptibly() throws InterruptedException {
    interruptible = true;
    giveTurnBack();
    interruptible = false;
    if (Thread.interrupted()) throw new InterruptedException();
  }

  void begun() {
    waiting = false;
  }

  /// Asks the strand to stop.
  void interrupt() {
    thread.interrupt();
    if (interruptible) strands.wakeNow(this);
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  @Override
  public String toString() {
    return place.name() + "/" + name;
  }
}
