package dev.carabiner.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends one request once. The only place that touches the network. */
public final class Wire {
  private final HttpClient http;
  private final URI base;
  private final Duration timeout;

  /**
   * To one server.
   *
   * @param timeout for the whole exchange, the answer's last byte included
   */
  public Wire(HttpClient http, URI base, Duration timeout) {
    this.http = http;
    this.base = base;
    this.timeout = timeout;
  }

  /**
   * Sends and waits.
   *
   * @throws NoAnswer if there is none in time
   */
  Answer send(Call call, @Nullable String bearer) {
    CompletableFuture<HttpResponse<String>> pending =
        http.sendAsync(request(call, bearer), BodyHandlers.ofString(UTF_8));
    try {
      HttpResponse<String> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (TimeoutException late) {
      pending.cancel(true);
      throw new NoAnswer(
          "no answer from " + base + " within " + timeout, NoAnswer.Progress.IN_DOUBT, late);
    } catch (InterruptedException interruption) {
      pending.cancel(true);
      throw NoAnswer.interrupted(interruption);
    } catch (ExecutionException failure) {
      throw noAnswer(failure.getCause() == null ? failure : failure.getCause());
    }
  }

  private HttpRequest request(Call call, @Nullable String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.target()))
            .method(call.method(), body(call))
            .header("Accept", "application/json")
            .header("User-Agent", "carabiner-client-java");
    if (!call.contentType().isEmpty()) {
      request.header("Content-Type", call.contentType());
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    // Without TLS the JDK would ask for an upgrade to HTTP/2 at every first request.
    if ("http".equals(base.getScheme()) || !call.repeatable()) {
      request.version(HttpClient.Version.HTTP_1_1);
    }
    return request.build();
  }

  private static BodyPublisher body(Call call) {
    if (!call.content().isEmpty()) {
      return BodyPublishers.ofString(call.content(), UTF_8);
    }
    return call.repeatable() ? BodyPublishers.noBody() : new SentOnce();
  }

  private NoAnswer noAnswer(Throwable cause) {
    boolean unconnected =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return unconnected
        ? new NoAnswer("cannot connect to " + base, NoAnswer.Progress.NOTHING_SENT, cause)
        : new NoAnswer(
            "the connection to " + base + " failed before the answer was complete",
            NoAnswer.Progress.IN_DOUBT,
            cause);
  }
}
