package dev.carabiner.server.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that reads a request's head and then behaves as a test says, however badly.
final class RawServer implements AutoCloseable {
  /// What happens after the head was read. Returning closes the connection.
  interface Behaviour {
    void answer(Socket connection, OutputStream out) throws IOException, InterruptedException;
  }

  final List<String> heads = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket listener;

  RawServer(Behaviour behaviour) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), behaviour);
  }

  RawServer(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    Thread.ofVirtual().start(() -> acceptAll(behaviour));
  }

  /// One that writes `text` and closes.
  static RawServer saying(String text) throws IOException {
    return new RawServer((connection, out) -> out.write(text.getBytes(US_ASCII)));
  }

  int port() {
    return listener.getLocalPort();
  }

  String hostAndPort() {
    return "127.0.0.1:" + port();
  }

  URI uri() {
    return URI.create("http://" + hostAndPort() + "/token?a=b");
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll(Behaviour behaviour) {
    try {
      while (true) {
        var connection = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection, behaviour));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket connection, Behaviour behaviour) {
    try (connection) {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        var next = connection.getInputStream().read();
        if (next < 0) return;
        head.append((char) next);
      }
      heads.add(head.toString());
      behaviour.answer(connection, connection.getOutputStream());
    } catch (IOException | InterruptedException clientWentAway) {
      // what the client makes of it is what the test looks at
    }
  }
}
