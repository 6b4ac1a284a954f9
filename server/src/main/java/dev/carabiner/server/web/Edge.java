package dev.carabiner.server.web;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A running HTTP listener: the adapter of the HTTP engine and the only place that knows it.
///
/// Speaks HTTP/1.1 and nothing older, so a proxy in front must too. Limits: 16 KiB for the request
/// line, 16 KiB for headers, [Request#MAX_BODY] for the body, 30 s for a request to arrive, a
/// minute from one request to the next, 8192 connections, or a quarter of the files that the
/// process may open.
public final class Edge implements AutoCloseable {
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CONNECTIONS = 8192;
  private static final Duration CLOSING = Duration.ofMillis(200);

  /// The engine's loggers are below this name; at their INFO level they tell nothing of ours.
  public static final String ENGINE_LOGGER = "io.helidon";

  /// How patient a listener is with clients.
  ///
  /// @param arrival for a request from its first line to the end of its body
  /// @param idle from one request to the next
  record Patience(Duration arrival, Duration idle) {
    static final Patience NORMAL = new Patience(Duration.ofSeconds(30), Duration.ofMinutes(1));
  }

  /// Longer than the longest wait of any handler.
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  private final Reception reception;
  private final ClientAddress clientAddress;
  private final RequestIds ids = new RequestIds();
  private final UnderWay underWay = new UnderWay();
  private final Arrivals arrivals;
  private final WebServer server;

  private Edge(EdgeSettings settings, List<Door> doors, Patience patience) {
    reception = new Reception(doors);
    clientAddress = new ClientAddress(settings.trustedProxies());
    arrivals = new Arrivals(patience.arrival());
    var http1 =
        Http1Config.builder()
            .maxPrologueLength(MAX_HEADERS)
            .maxHeadersSize(MAX_HEADERS)
            .validatePath(false)
            .addReceiveListener(new FirstLines(arrivals))
            .build();
    var builder =
        WebServer.builder()
            .name("@default")
            .address(settings.listen().getAddress())
            .port(settings.listen().getPort())
            .shutdownHook(false)
            .shutdownGracePeriod(CLOSING)
            .maxTcpConnections(OpenFiles.connections(MAX_CONNECTIONS))
            .maxPayloadSize(Request.MAX_BODY)
            .useNio(false)
            .idleConnectionTimeout(patience.idle())
            .idleConnectionPeriod(patience.idle().dividedBy(6))
            .connectionOptions(new Silence(SocketOptions.create(), patience.idle().multipliedBy(2)))
            .protocolsDiscoverServices(false)
            .addProtocol(http1)
            .directHandlers(directHandlers())
            .routing(HttpRouting.builder().any(this::handle));
    settings.tls().map(Edge::tls).ifPresent(builder::tls);
    server = builder.build();
  }

  /// Starts to listen and returns once requests are answered.
  ///
  /// @throws CannotListen when the address is taken or not ours, or the TLS files cannot be used
  public static Edge start(EdgeSettings settings, List<Door> doors) {
    return start(settings, doors, Patience.NORMAL);
  }

  static Edge start(EdgeSettings settings, List<Door> doors, Patience patience) {
    ListenAddress.probe(settings.listen());
    var edge = new Edge(settings, doors, patience);
    edge.server.start();
    if (edge.server.isRunning()) return edge;
    edge.arrivals.close();
    throw new CannotListen(ListenAddress.shown(settings.listen()) + " cannot be listened on");
  }

  /// The port that is listened on, also when a free one was asked for.
  public int port() {
    return server.port();
  }

  /// Takes no new requests, lets those under way finish for at most 30 s, and returns. Until then
  /// new requests are answered 503.
  public void stop() {
    underWay.drain(LAST_ANSWERS);
    server.stop();
    arrivals.close();
  }

  @Override
  public void close() {
    stop();
  }

  private static Tls tls(TlsFiles files) {
    return Tls.builder().sslContext(new ReloadingKeys(files).context()).build();
  }

  private void handle(ServerRequest from, ServerResponse to) {
    if (!underWay.enter()) {
      send(refused(stopping()), from, to);
      return;
    }
    try {
      send(answer(from), from, to);
    } finally {
      underWay.leave();
    }
  }

  private Reply answer(ServerRequest from) {
    var headers = headers(from);
    byte[] body;
    try {
      Framing.check(headers);
      body = BodyReader.read(from.content()::inputStream, headers);
    } catch (Problem problem) {
      return refused(problem);
    } catch (RequestException refused) {
      return refused(problem(refused.status()));
    } catch (ServerConnectionException | InsufficientDataAvailableException brokenOff) {
      throw new CloseConnectionException("The body did not arrive whole", brokenOff);
    } catch (IllegalArgumentException brokenChunk) {
      return refused(Problem.invalidRequest("a chunk of the body has no size"));
    }
    if (!arrivals.complete()) throw new CloseConnectionException("The request came too slowly");
    return reception.answer(request(from, headers, body));
  }

  private static Problem stopping() {
    return new Problem(503, "UNAVAILABLE", "The server is stopping").withHeader("Retry-After", "1");
  }

  private Request request(ServerRequest from, RequestHeaders headers, byte[] body) {
    var prologue = from.prologue();
    var path = prologue.uriPath().rawPath();
    var target =
        new Request.Target(
            prologue.fragment().hasValue() ? path + "#" : path, prologue.query().rawValue());
    var peer = ((InetSocketAddress) from.remotePeer().address()).getAddress();
    var origin = new Request.Origin(ids.next(), clientAddress.of(peer, headers));
    return new Request(prologue.method().text(), target, headers, body, origin);
  }

  private static RequestHeaders headers(ServerRequest from) {
    var headers = RequestHeaders.none();
    for (var header : from.headers())
      for (var value : header.allValues()) headers = headers.with(header.name(), value);
    return headers;
  }

  private static void send(Reply reply, ServerRequest from, ServerResponse to) {
    to.status(Status.create(reply.status()));
    for (var header : reply.headers())
      to.headers().add(HeaderValues.create(HeaderNames.create(header.name()), header.value()));
    var close =
        reply.header("Connection").isPresent()
            || from.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    if (close) to.headers().set(HeaderValues.CONNECTION_CLOSE);
    to.send(from.prologue().method().text().equals("HEAD") ? new byte[0] : reply.body());
    if (close) throw new CloseConnectionException("Either side asked for it");
  }

  /// What is left of the request cannot be told from the next one, so the connection ends.
  private static Reply refused(Problem problem) {
    return Reception.withCommonHeaders(problem.reply()).with("Connection", "close");
  }

  /// Replies to what the engine refuses before there is a request.
  private static DirectHandlers directHandlers() {
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values())
      handlers.addHandler(
          type, (request, event, status, headers, message) -> engineRefused(status));
    return handlers.build();
  }

  private static DirectHandler.TransportResponse engineRefused(Status status) {
    var problem = problem(status);
    var reply = refused(problem);
    var response =
        DirectHandler.TransportResponse.builder()
            .status(Status.create(problem.status()))
            .keepAlive(false)
            .entity(reply.body());
    for (var header : reply.headers())
      response.header(HeaderNames.create(header.name()), header.value());
    return response.build();
  }

  /// The engine itself fails only when a request breaks off while it arrives.
  private static Problem problem(Status status) {
    return switch (status.code()) {
      case 413 -> Problem.tooLarge();
      case 500 -> new Problem(408, "REQUEST_TIMEOUT", "The request did not arrive whole");
      case 503 -> new Problem(503, "UNAVAILABLE", "The server has too much to do");
      case 505 -> new Problem(505, "INVALID_REQUEST", "The server speaks HTTP/1.1");
      default -> new Problem(400, "INVALID_REQUEST", "This is not a request that HTTP allows");
    };
  }

  /// Options that end a wait for a silent client everywhere, also in the TLS handshake; the
  /// engine's own read timeout does not count on a channel.
  private record Silence(SocketOptions usual, Duration readTimeout) implements SocketOptions {
    @Override
    public void configureSocket(SocketChannel channel) {
      usual.configureSocket(channel);
      try {
        channel.socket().setSoTimeout(Math.toIntExact(readTimeout.toMillis()));
      } catch (SocketException closed) {
        throw new UncheckedIOException(closed);
      }
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
      return usual.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
      return usual.connectTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
      return usual.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
      return usual.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
      return usual.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
      return usual.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
      return usual.tcpNoDelay();
    }
  }

  /// Starts the clock for a request when its first line is there.
  private record FirstLines(Arrivals arrivals) implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext connection, HttpPrologue firstLine) {
      arrivals.begin();
    }
  }
}
