package dev.carabiner.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The provider's API, called with a user's access token.
final class ProviderApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI address;

  ProviderApi(URI address) {
    this.address = address;
  }

  /// What came of it.
  sealed interface Answer {
    record Text(String text) implements Answer {}

    /// The token does not work.
    record TokenRefused() implements Answer {}

    record Trouble(String what) implements Answer {}
  }

  Answer read(String accessToken) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + accessToken)
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case OK -> new Answer.Text(answer.body());
        case UNAUTHORIZED -> new Answer.TokenRefused();
        default -> new Answer.Trouble("the provider answered " + answer.statusCode());
      };
    } catch (IOException failed) {
      return new Answer.Trouble("the provider does not answer");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Answer.Trouble("this application is stopping");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
