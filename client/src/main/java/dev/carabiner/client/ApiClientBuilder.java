package dev.carabiner.client;

import dev.carabiner.client.internal.Attempts;
import dev.carabiner.client.internal.Bearer;
import dev.carabiner.client.internal.BearerSyntax;
import dev.carabiner.client.internal.ClientCredentials;
import dev.carabiner.client.internal.Exchange;
import dev.carabiner.client.internal.Pause;
import dev.carabiner.client.internal.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link ApiClient}. For one thread. */
public final class ApiClientBuilder {
  private URI baseUrl = URI.create("https://app.kinde.com");
  private @Nullable Function<Attempts, Bearer> credentials;
  private Optional<String> audience = Optional.empty();
  private Optional<HttpClient> http = Optional.empty();
  private boolean plainHttp;
  private Duration timeout = Duration.ofSeconds(30);
  private Duration longestWait = Duration.ofSeconds(5);
  private int retries = 2;
  private InstantSource clock = Clock.systemUTC();
  private Pause pause = Pause.sleeping();

  ApiClientBuilder() {}

  /**
   * The server: Carabiner's {@code server.url}, or a Kinde domain. Without it {@code
   * https://app.kinde.com}.
   *
   * @param url https, or http on this machine itself
   */
  public ApiClientBuilder baseUrl(String url) {
    baseUrl = URI.create(url.replaceAll("/+$", ""));
    return this;
  }

  /** A bearer token that you renew yourself. Takes the place of other credentials. */
  public ApiClientBuilder accessToken(String token) {
    if (!BearerSyntax.holds(token)) {
      throw new IllegalArgumentException(
          "accessToken is empty or has characters that no bearer token has");
    }
    credentials = attempts -> Bearer.fixed(token);
    return this;
  }

  /**
   * A machine client. Its bearer token is fetched when first needed, kept, and renewed ahead of its
   * end. Takes the place of other credentials.
   */
  public ApiClientBuilder clientCredentials(String clientId, String clientSecret) {
    Arguments.given("clientId", clientId);
    Arguments.given("clientSecret", clientSecret);
    credentials =
        attempts ->
            new ClientCredentials(
                attempts, clock, clientId, clientSecret, audience.orElse(baseUrl + "/api"));
    return this;
  }

  /** The audience that the machine client asks for; {@code {baseUrl}/api} without it. */
  public ApiClientBuilder audience(String value) {
    audience = Optional.of(value);
    return this;
  }

  /**
   * How long one attempt may take in all; 30 seconds without it. Carabiner answers a token read
   * within 25 seconds, also while the provider is slow.
   */
  public ApiClientBuilder timeout(Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException("timeout must be positive");
    }
    timeout = value;
    return this;
  }

  /** How often a call is sent again at most; 2 without it, 0 for never. */
  public ApiClientBuilder retries(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("retries must not be negative");
    }
    retries = value;
    return this;
  }

  /**
   * The longest wait between two attempts; 5 seconds without it. A server that asks for more is not
   * asked again: {@link ApiException#retryAfter()} has the time.
   */
  public ApiClientBuilder longestWait(Duration value) {
    longestWait = Objects.requireNonNull(value, "longestWait");
    return this;
  }

  /**
   * Your own HTTP client, for a proxy or a private certificate authority; must not follow
   * redirects.
   */
  public ApiClientBuilder httpClient(HttpClient value) {
    if (value.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "httpClient follows redirects, which would carry the bearer token elsewhere");
    }
    http = Optional.of(value);
    return this;
  }

  /** Allows http to other machines, for a network that nobody else can listen to. */
  public ApiClientBuilder allowPlainHttp() {
    plainHttp = true;
    return this;
  }

  ApiClientBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  ApiClientBuilder pause(Pause value) {
    pause = value;
    return this;
  }

  /**
   * The client, which later changes of this builder do not touch.
   *
   * @throws IllegalStateException without credentials, or with a base URL that tokens should not be
   *     sent to
   */
  public ApiClient build() {
    if (credentials == null) {
      throw new IllegalStateException("no credentials: set accessToken or clientCredentials");
    }
    Arguments.safe(baseUrl, plainHttp);
    var wire = new Wire(http.orElseGet(ApiClientBuilder::newHttpClient), baseUrl, timeout);
    var attempts = new Attempts(wire, clock, pause, retries, longestWait);
    return new ApiClient(baseUrl, new Exchange(attempts, credentials.apply(attempts)), clock);
  }

  private static HttpClient newHttpClient() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
