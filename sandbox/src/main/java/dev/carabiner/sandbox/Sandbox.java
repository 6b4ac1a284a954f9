package dev.carabiner.sandbox;

import com.sun.net.httpserver.HttpServer;
import dev.carabiner.sandbox.costume.Wardrobe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running sandbox: an OAuth 2.0 and OpenID provider on plain http, for trying things out.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withAutomaticConsent(true))) {
 *   URI issuer = sandbox.issuer();
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
  private static final int BACKLOG = 1024;

  static {
    // Older JDKs' servers otherwise wait 40 ms in every answer for the other side's
    // acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closing;
  private final Holds holds;
  private final URI issuer;
  private final Ledger ledger;
  private final Control control;
  private final Wardrobe wardrobe = new Wardrobe();

  private Sandbox(HttpServer server, SandboxSettings settings) {
    this.server = server;
    this.issuer = issuer(settings.listener().host(), server.getAddress().getPort());
    this.closing = new CountDownLatch(1);
    this.holds = new Holds();
    this.ledger = new Ledger();
    SandboxClock clock = new SandboxClock(settings.keeping().clock());
    StateFile file = new StateFile(settings.keeping().stateFile());
    Keys keys = new Keys(file);
    Grants grants = new Grants(settings.tokens(), clock, file);
    Codes codes = new Codes(clock, grants);
    PendingConsents pending = new PendingConsents(clock);
    Faults faults = new Faults();
    String name = issuer.toString();
    ClientAuthentication clients = new ClientAuthentication(settings);
    TokenEndpoint token = new TokenEndpoint(clients, codes, grants, keys, clock, name);
    this.control = new Control(grants, codes, pending, faults, holds, clock, ledger, token);
    Map<String, Route> routes = new HashMap<>();
    Authorize authorize = new Authorize(settings, pending, codes, name);
    routes.put(
        "/authorize",
        new Route(
            Endpoint.AUTHORIZE,
            Map.of("GET", authorize::authorize, "POST", authorize::authorize),
            authorize::refuse));
    routes.put("/consent", Route.post(Endpoint.CONSENT, authorize::consent));
    routes.put("/token", Route.post(Endpoint.TOKEN, token::answer));
    TokenCare care = new TokenCare(clients, grants, name);
    routes.put("/revoke", Route.post(Endpoint.REVOKE, care::revoke));
    routes.put("/introspect", Route.post(Endpoint.INTROSPECT, care::introspect));
    ProtectedResource resource = new ProtectedResource(settings, grants);
    routes.put("/userinfo", Route.get(Endpoint.USERINFO, resource::userinfo));
    routes.put("/api/me", Route.get(Endpoint.RESOURCE, resource::me));
    Metadata metadata = new Metadata(settings, name);
    Route discovery = Route.get(Endpoint.DISCOVERY, call -> Answers.json(200, metadata.document()));
    routes.put("/.well-known/openid-configuration", discovery);
    routes.put("/.well-known/oauth-authorization-server", discovery);
    routes.put("/jwks", Route.get(Endpoint.JWKS, call -> Answers.json(200, keys.published())));
    Pages pages = new Pages(settings, name);
    routes.put("/", Route.get(Endpoint.PAGE, pages::landing));
    routes.put("/connected", Route.get(Endpoint.PAGE, pages::connected));
    routes.putAll(new ControlEndpoint(settings, control, ledger, name).routes());
    this.threads = threads(server.getAddress().getPort());
    server.createContext(
        "/",
        new Front(
            new Routes(routes, new Costumed(wardrobe).route()),
            ledger,
            faults,
            holds,
            clock,
            closing));
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a sandbox; it answers as soon as this returns.
   *
   * @throws UncheckedIOException when the address is taken or not of this machine
   * @throws IllegalStateException when the state file does not hold what a sandbox wrote
   */
  public static Sandbox start(SandboxSettings settings) {
    SandboxSettings.Listener listener = settings.listener();
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(listener.host(), listener.port()), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the sandbox cannot listen on " + listener.host() + ":" + listener.port(), e);
    }
    try {
      return new Sandbox(server, settings);
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /** The base of all its addresses and the {@code iss} of what it says; no slash at the end. */
  public URI issuer() {
    return issuer;
  }

  /** The port it listens on. */
  public int port() {
    return issuer.getPort();
  }

  /** What it was asked so far. */
  public Ledger ledger() {
    return ledger;
  }

  /** What can be made to happen. */
  public Control control() {
    return control;
  }

  /** The providers that it is dressed as besides being itself. */
  public Wardrobe wardrobe() {
    return wardrobe;
  }

  /** Cuts what is under way and returns when every thread has ended; a second call does nothing. */
  @Override
  public void close() {
    closing.countDown();
    threads.shutdownNow();
    holds.releaseAll();
    server.stop(0);
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a request of the sandbox does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI issuer(String host, int port) {
    String bracketed = host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    return URI.create("http://" + bracketed + ":" + port);
  }

  private static ExecutorService threads(int port) {
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(work -> {
      Thread thread = new Thread(work, "sandbox-" + port + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }
}
