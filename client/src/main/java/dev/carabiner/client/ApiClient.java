package dev.carabiner.client;

import dev.carabiner.client.internal.Answer;
import dev.carabiner.client.internal.Call;
import dev.carabiner.client.internal.Exchange;
import dev.carabiner.client.internal.JsonObject;
import dev.carabiner.client.internal.NoAnswer;
import dev.carabiner.client.internal.TokenRefused;
import dev.carabiner.client.internal.Unreadable;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/**
 * A server's address and the credentials for it. Immutable and safe for use by many threads: make
 * one, keep it as long as the application runs, and share it.
 *
 * <pre>{@code
 * ApiClient client =
 *     ApiClient.builder().baseUrl("https://carabiner.example.com").clientCredentials(id, secret).build();
 * }</pre>
 *
 * <p>Waiting: 429 and 503 are answered by another attempt after the time the server names, for
 * every call but those that make something new ({@code auth_url} and reconnect links), which are
 * sent again only if the connection was never made. Calls block; an interrupt ends them with an
 * {@link ApiException} and leaves the thread's interrupt flag set.
 */
public final class ApiClient {
  private final URI baseUrl;
  private final Exchange exchange;
  private final InstantSource clock;

  ApiClient(URI baseUrl, Exchange exchange, InstantSource clock) {
    this.baseUrl = baseUrl;
    this.exchange = exchange;
    this.clock = clock;
  }

  public static ApiClientBuilder builder() {
    return new ApiClientBuilder();
  }

  /** Where the server is, without a slash at the end. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** Sends a call of the contract. */
  <T> ApiResponse<T> call(Call call, Function<JsonObject, T> reader) {
    Answer answer = send(call);
    if (!answer.succeeded()) {
      throw ApiException.refused(call, answer, clock.instant());
    }
    return read(call, answer, reader);
  }

  /** Sends a call that only Carabiner has. */
  <T> T addition(Call call, Function<JsonObject, T> reader) {
    Answer answer = send(call);
    if (ApiException.routeIsMissing(answer)) {
      throw ApiException.notThere(call, answer);
    }
    if (!answer.succeeded()) {
      throw ApiException.refused(call, answer, clock.instant());
    }
    return read(call, answer, reader).data();
  }

  private Answer send(Call call) {
    try {
      return exchange.send(call);
    } catch (NoAnswer none) {
      throw ApiException.unanswered(call, none);
    } catch (TokenRefused refusal) {
      throw ApiException.refused(refusal.call(), refusal.answer(), clock.instant());
    } catch (Unreadable token) {
      Call tokenCall = Call.of("POST", "/oauth2/token");
      throw ApiException.unreadable(tokenCall, new Answer(200, Map.of(), ""), token);
    }
  }

  private static <T> ApiResponse<T> read(Call call, Answer answer, Function<JsonObject, T> reader) {
    try {
      T value = reader.apply(JsonObject.parse(answer.body()));
      return new ApiResponse<>(value, answer.status(), answer.headers());
    } catch (Unreadable what) {
      throw ApiException.unreadable(call, answer, what);
    }
  }

  @Override
  public String toString() {
    return "ApiClient[" + baseUrl + "]";
  }
}
