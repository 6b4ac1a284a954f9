package dev.carabiner.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.carabiner.client.ApiClient;
import dev.carabiner.client.Connections;
import dev.carabiner.client.SessionsApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The running application.
final class Application implements AutoCloseable {
  private static final String CALLBACK = "/connected";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ProviderApi provider;
  private final URI url;

  private Application(HttpServer server, Settings settings) {
    this.server = server;
    this.provider = new ProviderApi(settings.api());
    this.url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var browsers = new BrowserSessions();
    server.createContext("/", new Front(routes(settings, browsers), browsers));
    server.setExecutor(threads);
    server.start();
  }

  /// Starts it; it answers when this returns.
  ///
  /// @throws UncheckedIOException when the port is taken
  static Application start(Settings settings) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
      return new Application(HttpServer.create(address, 0), settings);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + settings.port(), failed);
    }
  }

  URI url() {
    return url;
  }

  /// Where connections end; the app at Carabiner has to allow it.
  String callbackUrl() {
    return url + CALLBACK;
  }

  private Map<String, Handler> routes(Settings settings, BrowserSessions browsers) {
    var client =
        ApiClient.builder()
            .baseUrl(settings.server().toString())
            .clientCredentials(
                settings.credentials().clientId(), settings.credentials().clientSecret())
            .build();
    var connections = new Connections(client);
    var saved = new SavedConnections();
    var signIn = new SignIn(browsers);
    var connect =
        new Connect(connections, new SessionsApi(client), saved, settings.key(), callbackUrl());
    return Map.ofEntries(
        Map.entry("GET /style.css", _ -> style()),
        Map.entry("GET /sign-in", signIn::page),
        Map.entry("POST /sign-in", signIn::signIn),
        Map.entry("POST /sign-out", signIn::signOut),
        Map.entry("GET /", Handler.signedIn(new Home(saved)::page)),
        Map.entry("POST /connect", Handler.signedIn(connect::begin)),
        Map.entry("GET " + CALLBACK, new Callback(connections, saved, connect)::arrived),
        Map.entry("GET /notes", Handler.signedIn(new Notes(connections, saved, provider)::page)),
        Map.entry("POST /disconnect", Handler.signedIn(connect::end)));
  }

  private static Reply style() {
    try (var file = Application.class.getResourceAsStream("style.css")) {
      if (file == null) throw new IllegalStateException("style.css is not packed");
      return new Reply(
          200,
          Map.of("Content-Type", "text/css; charset=utf-8"),
          new String(file.readAllBytes(), UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    provider.close();
  }
}
