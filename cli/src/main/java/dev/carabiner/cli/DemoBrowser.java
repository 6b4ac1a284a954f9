package dev.carabiner.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The user's browser, as far as a connection needs one: keeps cookies and goes where it is sent.
final class DemoBrowser implements AutoCloseable {
  private static final int MOST_HOPS = 10;
  private static final int REDIRECTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http;
  private final Map<String, String> cookies = new HashMap<>();

  DemoBrowser(Consumer<String> tell) {
    this.http =
        new TalkingHttp(
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build(),
            tell);
  }

  /// Opens a link and gives the address where the redirects end.
  URI open(String link) throws IOException, InterruptedException {
    var at = URI.create(link);
    for (var hop = 0; hop < MOST_HOPS; hop++) {
      var answer = http.send(request(at), BodyHandlers.ofString());
      keepCookies(at, answer.headers().allValues("set-cookie"));
      if (answer.statusCode() / 100 != REDIRECTS) return at;
      at = at.resolve(answer.headers().firstValue("location").orElse(""));
    }
    throw new CommandFailed("the browser was sent around more than " + MOST_HOPS + " times");
  }

  /// Java's own cookie handler spells cookies in a way that browsers do not.
  private HttpRequest request(URI uri) {
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    var cookie = cookies.get(uri.getAuthority());
    return cookie == null ? request.build() : request.header("Cookie", cookie).build();
  }

  private void keepCookies(URI uri, List<String> lines) {
    for (var line : lines)
      cookies.merge(
          uri.getAuthority(), line.split(";", 2)[0], (kept, added) -> kept + "; " + added);
  }

  /// What an API answers to this bearer token.
  int status(String api, String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(api))
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  /// A query parameter whose value needs no decoding.
  static Optional<String> parameter(URI uri, String name) {
    var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    var found = Pattern.compile("(?:^|&)" + Pattern.quote(name) + "=([^&]*)").matcher(query);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  @Override
  public void close() {
    http.close();
  }
}
