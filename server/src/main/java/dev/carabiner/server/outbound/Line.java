package dev.carabiner.server.outbound;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A connection that stands, TLS included, to an address that the guard has checked. It is cut when
/// the deadline passes, whatever it is doing then: a time limit per read would let one byte a
/// second go on for ever.
final class Line implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Line.class.getName());
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration STOOD_STILL = Duration.ofSeconds(1);
  private static final Duration TO_READ = Duration.ofSeconds(2);

  private final Socket socket;
  private final Future<?> cut;

  private Line(Socket socket, Future<?> cut) {
    this.socket = socket;
    this.cut = cut;
  }

  /// Connects to the first of `addresses` that accepts.
  ///
  /// @throws IOException when none does, or TLS fails; then nothing of the request was sent
  static Line open(
      Target target,
      List<InetAddress> addresses,
      Deadline deadline,
      SSLSocketFactory tls,
      ScheduledExecutorService cutter)
      throws IOException {
    var plain = connected(target, addresses, deadline);
    try {
      var cut =
          cutter.schedule(
              () -> cut(plain, deadline, cutter),
              deadline.remaining().toNanos(),
              TimeUnit.NANOSECONDS);
      return new Line(target.secure() ? secured(plain, target, tls) : plain, cut);
    } catch (IOException | RuntimeException noTls) {
      shut(plain);
      throw noTls;
    }
  }

  Socket socket() {
    return socket;
  }

  /// Closes; what the other side thinks of that changes nothing about the answer we have.
  @Override
  public void close() {
    shut(socket);
    cut.cancel(false);
  }

  private static Socket connected(Target target, List<InetAddress> addresses, Deadline deadline)
      throws IOException {
    var failure = new IOException("no connection in time");
    for (var address : addresses) {
      var limit = Math.min(CONNECT_LIMIT.toMillis(), deadline.remaining().toMillis());
      if (limit == 0) break;
      var socket = new Socket(Proxy.NO_PROXY);
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, target.port()), (int) limit);
        return socket;
      } catch (IOException noConnection) {
        shut(socket);
        failure = noConnection;
      }
    }
    throw failure;
  }

  private static Socket secured(Socket plain, Target target, SSLSocketFactory tls)
      throws IOException {
    var name = target.literal().map(InetAddress::getHostAddress).orElse(target.host());
    var secure = (SSLSocket) tls.createSocket(plain, name, target.port(), true);
    var parameters = secure.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (target.literal().isEmpty())
      parameters.setServerNames(List.of(new SNIHostName(target.host())));
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /// A process that stood still wakes up long after the deadline, and an answer that came meanwhile
  /// may hold the only living refresh token: what is there can be read first.
  private static void cut(Socket socket, Deadline deadline, ScheduledExecutorService cutter) {
    if (cutter.isShutdown() || deadline.overdue().compareTo(STOOD_STILL) < 0) {
      shut(socket);
      return;
    }
    var _ = cutter.schedule(() -> shut(socket), TO_READ.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      LOG.log(
          Level.TRACE,
          "connection closed uncleanly: {0}",
          alreadyBroken.getClass().getSimpleName());
    }
  }
}
