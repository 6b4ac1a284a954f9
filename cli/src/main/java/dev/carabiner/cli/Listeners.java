package dev.carabiner.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Makes sure that listeners answer.
final class Listeners {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FIRST_SERVER_ERROR = 500;

  private Listeners() {}

  /// Returns when every address has answered; each gets ten seconds.
  ///
  /// @throws CommandFailed when one answers with an error of its own, or not at all
  static void await(String... addresses) throws InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (var address : addresses) {
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
        var status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status >= FIRST_SERVER_ERROR)
          throw new CommandFailed(address + " answered " + status + " after the start");
      }
    } catch (IOException silent) {
      throw new CommandFailed("a listener does not answer after the start", silent);
    }
  }
}
