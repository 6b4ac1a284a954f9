package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A server on loopback that reads a whole request and then behaves as a test says, however badly.
final class Mischief implements AutoCloseable {
  /// What happens once the request was read. Returning closes the connection.
  interface Behaviour {
    void answer(Socket connection) throws IOException, InterruptedException;
  }

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final ServerSocket listener;
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = connection -> {};

  Mischief() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().start(this::acceptAll);
  }

  String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://" + hostAndPort() + "/token");
  }

  /// The paths that were asked for.
  List<String> paths() {
    return paths;
  }

  void behave(Behaviour next) {
    behaviour = next;
  }

  /// Writes these bytes and closes.
  static Behaviour saying(String text) {
    return connection -> connection.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /// An answer in good order.
  ///
  /// @param headers further lines of the head, each with its end
  static Behaviour answering(int status, String headers, String body) {
    return saying(
        "HTTP/1.1 "
            + status
            + " x\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  /// Says nothing for that long.
  static Behaviour silentFor(Duration time) {
    return _ -> Thread.sleep(time);
  }

  /// One byte now and then, without end.
  static Behaviour dripping(String head) {
    return connection -> {
      var out = connection.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      for (var i = 0; i < 1_000; i++) {
        out.write('1');
        out.flush();
        Thread.sleep(20);
      }
    };
  }

  /// As fast as it goes, without end.
  static Behaviour flooding(String head, String again) {
    return connection -> {
      var out = connection.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      while (true) out.write(again.getBytes(ISO_8859_1));
    };
  }

  /// Answers so much and then resets the connection.
  static Behaviour resettingAfter(String text) {
    return connection -> {
      connection.getOutputStream().write(text.getBytes(ISO_8859_1));
      connection.setSoLinger(true, 0);
    };
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll() {
    try {
      while (true) {
        var connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        var next = connection.getInputStream().read();
        if (next < 0) return;
        head.append((char) next);
      }
      var length = LENGTH.matcher(head);
      if (length.find()) connection.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
      paths.add(head.toString().split(" ", 3)[1]);
      behaviour.answer(connection);
    } catch (IOException | InterruptedException clientWentAway) {
      // what the client makes of it is what the test looks at
    }
  }
}
