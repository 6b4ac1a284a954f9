package dev.carabiner.examples;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A person's browser: opens addresses, presses buttons, follows redirects, keeps cookies by host
/// as browsers do, whatever the port, and remembers where it was and all that it was shown.
final class Browser {
  private static final int MOST_STEPS = 12;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, Map<String, String>> cookiesByHost = new TreeMap<>();
  private final List<URI> visited = new ArrayList<>();
  private final StringBuilder seen = new StringBuilder();
  private HttpResponse<String> page;

  /// Opens an address and goes where it leads.
  Browser open(String address) {
    return arrive(get(URI.create(address)));
  }

  /// Presses the button with these words on the page in front.
  Browser press(String words) {
    var form = PageForm.with(words, page.body());
    return arrive(post(page.uri().resolve(form.action()), form.fields()));
  }

  /// Presses the button and goes where it leads, up to an address that begins so; gives that
  /// address unopened.
  String pressBefore(String words, String beginning) {
    var form = PageForm.with(words, page.body());
    var current = post(page.uri().resolve(form.action()), form.fields());
    for (var step = 0; step < MOST_STEPS; step++) {
      var next = location(current);
      if (next.toString().startsWith(beginning)) return next.toString();
      current = get(next);
    }
    throw new AssertionError("no end of redirects: " + visited);
  }

  /// Sends a form that is not on the page in front.
  Browser post(String address, Map<String, String> fields) {
    return arrive(post(URI.create(address), fields));
  }

  String text() {
    return page.body();
  }

  int status() {
    return page.statusCode();
  }

  URI at() {
    return page.uri();
  }

  String header(String name) {
    return page.headers().firstValue(name).orElse("");
  }

  /// The last address visited that begins so.
  URI lastVisited(String beginning) {
    return visited.reversed().stream()
        .filter(uri -> uri.toString().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  /// Every page, header and address so far.
  String everything() {
    return visited + "\n" + cookiesByHost + "\n" + seen;
  }

  private Browser arrive(HttpResponse<String> first) {
    var current = first;
    for (var step = 0; step < MOST_STEPS; step++) {
      if (current.statusCode() / 100 != 3) {
        page = current;
        return this;
      }
      current = get(location(current));
    }
    throw new AssertionError("no end of redirects: " + visited);
  }

  private static URI location(HttpResponse<String> reply) {
    return reply.uri().resolve(reply.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address));
  }

  private HttpResponse<String> post(URI address, Map<String, String> fields) {
    var form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    var address = builder.build().uri();
    var cookies = cookiesByHost.computeIfAbsent(address.getHost(), _ -> new TreeMap<>());
    if (!cookies.isEmpty())
      builder.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    try {
      var response = http.send(builder.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(cookie -> keep(cookies, cookie));
      visited.add(address);
      seen.append(response.headers().map()).append('\n').append(response.body()).append('\n');
      return response;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static void keep(Map<String, String> cookies, String cookie) {
    if (!cookie.contains("Path=/;"))
      throw new AssertionError("this browser knows no cookie paths: " + cookie);
    var pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) cookies.remove(pair[0]);
    else cookies.put(pair[0], pair[1]);
  }
}
