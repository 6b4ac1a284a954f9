package dev.carabiner.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;

/// One TCP connection on which a test sends bytes as they are and reads responses apart.
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = socket.getInputStream();
  }

  /// A response as it came.
  record Answer(int status, String head, String body) {
    String header(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  Answer answer() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0) throw new IOException("closed after: " + head);
      head.append((char) next);
    }
    var status = Integer.parseInt(head.substring(9, 12));
    var plain = new Answer(status, head.toString(), "");
    var length = plain.header("Content-Length");
    var body =
        length.isEmpty() ? "" : new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    return new Answer(status, head.toString(), body);
  }

  /// Whether the server closes without sending more; waits for it.
  boolean closes() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /// Sends `drop` again and again until the server has closed; how many it took.
  int dripsUntilClosed(String drop, Duration pause) throws IOException, InterruptedException {
    for (var drops = 0; ; drops++) {
      Thread.sleep(pause);
      try {
        send(drop);
      } catch (SocketException closed) {
        return drops;
      }
    }
  }

  /// What comes until the server closes.
  String rest() throws IOException {
    var rest = new StringBuilder();
    try {
      for (var next = in.read(); next >= 0; next = in.read()) rest.append((char) next);
    } catch (SocketException reset) {
      return rest.toString();
    }
    return rest.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
