package dev.carabiner.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The signals that this process gets, one after the other.
///
/// Java's shutdown hooks run beside each other, the log's end among them, and know no reload. The
/// one class that does better, `sun.misc.Signal`, is reached by its name, because javac warns of it
/// in a way that cannot be answered.
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
    for (var name : new String[] {"TERM", "INT"}) handle(name, () -> signals.stop(name));
    handle("HUP", () -> signals.wishes.add(Wish.RELOAD));
    return signals;
  }

  /// Waits for the next one.
  Wish await() throws InterruptedException {
    return wishes.take();
  }

  /// Waits until the process shall stop.
  void awaitStop() throws InterruptedException {
    var wish = await();
    while (wish != Wish.STOP) wish = await();
  }

  private void stop(String name) {
    handle(name, () -> Runtime.getRuntime().halt(1));
    wishes.add(Wish.STOP);
  }

  private static void handle(String name, Runnable handler) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var type = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) handler.run();
                return null;
              });
      signal
          .getMethod("handle", signal, type)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException("This Java runtime hears no signals", absent);
    }
  }
}
