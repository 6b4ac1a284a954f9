package dev.carabiner.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// What a provider protects with its access tokens.
public record Resource(URI address) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /// Whether the provider lets this access token in.
  public boolean opensFor(String accessToken) {
    var request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken).build();
    try {
      var status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> true;
        case 401 -> false;
        default -> throw new AssertionError(address + " answered " + status);
      };
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
