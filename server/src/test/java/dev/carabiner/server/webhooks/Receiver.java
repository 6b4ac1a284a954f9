package dev.carabiner.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/// An application's server that webhooks are sent to, on loopback.
public final class Receiver implements AutoCloseable {
  /// A message as it arrived.
  public record Received(String id, String timestamp, String signature, String body) {
    public JsonNode json() {
      return Json.parse(body).orElseThrow();
    }

    /// Whether one of its signatures is that of the secret, computed here and not by the sender.
    public boolean isSignedWith(String secret) {
      var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      return List.of(signature.split(" ")).contains("v1," + signed(key));
    }

    private String signed(byte[] key) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var content = id + "." + timestamp + "." + body;
        return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /// How the receiver behaves; it closes the exchange, or the connection is reset.
  public interface Behaviour {
    void answer(HttpExchange exchange, Received message) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new ArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Behaviour behaviour = answering(204);

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// Answers that status and, in pairs, those headers.
  public static Behaviour answering(int status, String... headers) {
    return (exchange, _) -> {
      for (var i = 0; i < headers.length; i += 2)
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  public void behave(Behaviour next) {
    behaviour = next;
  }

  public URI url() {
    return URI.create("http://" + authority() + "/hook?tenant=1");
  }

  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// All that has arrived, in order.
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var message =
          new Received(
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      synchronized (received) {
        received.add(message);
      }
      behaviour.answer(exchange, message);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      atOnce.decrementAndGet();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
