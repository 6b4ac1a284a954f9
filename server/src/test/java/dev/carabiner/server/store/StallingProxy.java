package dev.carabiner.server.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A way to a server on this machine that can stop carrying anything without closing anything, the
/// way a dead network does, or refuse everybody.
public final class StallingProxy implements AutoCloseable {
  private final int port;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile ServerSocket entrance;
  private boolean isStalled;

  public StallingProxy(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = entrance.getLocalPort();
    accept(entrance);
  }

  public int port() {
    return port;
  }

  /// Nobody listens any more and what was connected is cut, as when the server has died; or it
  /// listens again.
  public void refuse(boolean refused) throws IOException {
    if (refused) {
      close();
      return;
    }
    entrance = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    accept(entrance);
  }

  public void stall(boolean stalled) {
    lock.lock();
    try {
      isStalled = stalled;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept(ServerSocket at) {
    Thread.ofVirtual().start(() -> acceptAll(at));
  }

  private void acceptAll(ServerSocket at) {
    try {
      while (true) {
        var one = at.accept();
        var other = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(one);
        sockets.add(other);
        Thread.ofVirtual().start(() -> carry(one, other));
        Thread.ofVirtual().start(() -> carry(other, one));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void carry(Socket from, Socket to) {
    var buffer = new byte[8192];
    try (from;
        to) {
      int length;
      while ((length = from.getInputStream().read(buffer)) > 0) {
        awaitOpen();
        to.getOutputStream().write(buffer, 0, length);
      }
    } catch (IOException | InterruptedException closed) {
      // One side has gone; the other one is closed with it.
    }
  }

  private void awaitOpen() throws InterruptedException {
    lock.lock();
    try {
      while (isStalled) changed.await();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (var socket : sockets) socket.close();
  }
}
