package dev.carabiner.compat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/// A way to a port of this machine: a balancer whose target changes, a network that falls silent, a
/// line that counts what is said on it.
final class Relay implements AutoCloseable {
  private final ServerSocket entrance;
  private final IntSupplier target;
  private final IntConsumer messages;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int said;
  private boolean isSilent;

  /// @param port 0 takes a free one
  /// @param target where a new connection leads
  /// @param messages told before the n-th piece that callers say is carried on, counted from 1
  private Relay(int port, IntSupplier target, IntConsumer messages) {
    this.target = target;
    this.messages = messages;
    try {
      this.entrance = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// A balancer at that port.
  static Relay at(int port, IntSupplier target) {
    return new Relay(port, target, _ -> {});
  }

  /// A way to that port.
  static Relay to(int target) {
    return new Relay(0, () -> target, _ -> {});
  }

  /// The same, telling of every piece before it is carried on.
  static Relay counting(int target, IntConsumer messages) {
    return new Relay(0, () -> target, messages);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /// Carries nothing and closes nothing, the way a dead network does; or carries on.
  void silence(boolean silent) {
    lock.lock();
    try {
      isSilent = silent;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var caller = entrance.accept();
        sockets.add(caller);
        Thread.ofVirtual().start(() -> connect(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket caller) {
    try {
      awaitSound();
      var called = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
      sockets.add(called);
      Thread.ofVirtual().start(() -> carry(called, caller, false));
      carry(caller, called, true);
    } catch (IOException | InterruptedException nobodyThere) {
      close(caller);
    }
  }

  private void carry(Socket from, Socket to, boolean counted) {
    var buffer = new byte[16_384];
    try (from;
        to) {
      int length;
      while ((length = from.getInputStream().read(buffer)) > 0) {
        awaitSound();
        if (counted) count();
        to.getOutputStream().write(buffer, 0, length);
      }
    } catch (IOException | InterruptedException closed) {
      // One side has gone; the other one is closed with it.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void count() {
    lock.lock();
    try {
      messages.accept(++said);
    } finally {
      lock.unlock();
    }
  }

  private void awaitSound() throws InterruptedException {
    lock.lock();
    try {
      while (isSilent) changed.await();
    } finally {
      lock.unlock();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is closed either way.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    sockets.forEach(Relay::close);
    silence(false);
  }
}
