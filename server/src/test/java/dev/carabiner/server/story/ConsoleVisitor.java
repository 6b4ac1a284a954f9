package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody at the console with a browser that keeps cookies, follows nothing by itself and says
/// where its forms come from.
final class ConsoleVisitor {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final URI url;
  private String csrf = "";

  ConsoleVisitor(URI url) {
    this.url = url;
  }

  /// What came back.
  record Page(int status, String text, HttpResponse<String> response) {
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Page get(String path) {
    return send(request(path).GET());
  }

  /// Sends a form of the page seen last, with its token.
  Page post(String path, Map<String, String> fields) {
    var all = new LinkedHashMap<>(fields);
    all.putIfAbsent("csrf", csrf);
    return postFrom("same-origin", path, all);
  }

  /// Sends a form as a browser does from a page of that kind of site.
  Page postFrom(String site, String path, Map<String, String> fields) {
    var form =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", site)
            .header("Origin", site.equals("same-origin") ? "null" : "https://evil.example")
            .POST(BodyPublishers.ofString(form)));
  }

  /// The value of the session's cookie; empty for none.
  String session() {
    return cookie("carabiner-console");
  }

  void keepSession(String value) {
    keep("carabiner-console", value);
  }

  /// The value of a cookie; empty for none.
  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  void keep(String name, String value) {
    cookies.put(name, value);
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(url.resolve(path));
    if (!cookies.isEmpty())
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    return request;
  }

  private Page send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      for (var line : response.headers().allValues("Set-Cookie")) keep(line);
      var found = CSRF.matcher(response.body());
      if (found.find()) csrf = found.group(1);
      return new Page(response.statusCode(), response.body(), response);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private void keep(String line) {
    var pair = line.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) cookies.remove(pair[0]);
    else cookies.put(pair[0], pair[1]);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
