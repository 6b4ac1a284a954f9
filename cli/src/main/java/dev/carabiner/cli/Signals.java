package dev.carabiner.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// The signals that this process gets, one after the other.
///
/// Java's shutdown hooks run beside each other, the log's end among them, and know no reload.
@SuppressWarnings("sunapi")
final class Signals {
  /// What a signal asks for.
  enum Wish {
    /// SIGTERM or SIGINT; a second one ends the process at once.
    STOP,
    /// SIGHUP.
    RELOAD
  }

  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

  private Signals() {}

  /// From now on signals are kept for [#await()].
  static Signals caught() {
    var signals = new Signals();
    Signal.handle(new Signal("TERM"), signals::stop);
    Signal.handle(new Signal("INT"), signals::stop);
    Signal.handle(new Signal("HUP"), _ -> signals.wishes.add(Wish.RELOAD));
    return signals;
  }

  /// Waits for the next one.
  Wish await() throws InterruptedException {
    return wishes.take();
  }

  /// Waits until the process shall stop.
  void awaitStop() throws InterruptedException {
    while (await() != Wish.STOP) continue;
  }

  private void stop(Signal signal) {
    Signal.handle(signal, SignalHandler.SIG_DFL);
    wishes.add(Wish.STOP);
  }
}
