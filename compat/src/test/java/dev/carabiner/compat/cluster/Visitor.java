package dev.carabiner.compat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as connecting needs one, that shows every one of its steps.
public final class Visitor {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final int MOST_STEPS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, String> cookies = new TreeMap<>();

  /// Opens our link, answers the page if there is one, agrees at the provider as that account, and
  /// gives our callback, which is not opened.
  URI toOurCallback(URI link, String account) {
    var page = get(link);
    var reply = page.statusCode() == 200 ? goOn(link, page) : page;
    var current = URI.create(location(reply) + "&login_hint=" + account);
    for (var step = 0; step < MOST_STEPS; step++) {
      current = location(get(current));
      if (current.getPath().startsWith("/connected_apps/callback/")) return current;
    }
    throw new AssertionError("no end of redirects: " + current);
  }

  /// The same to the application's callback, which is not opened.
  ///
  /// @param account as a query may hold it
  public URI connect(URI link, String account) {
    return follow(toOurCallback(link, account));
  }

  /// From our callback to the application's, which is not opened.
  URI follow(URI from) {
    var current = from;
    for (var step = 0; step < MOST_STEPS; step++) {
      if (current.getPort() == Cluster.CALLBACK.getPort()) return current;
      current = location(get(current));
    }
    throw new AssertionError("no end of redirects: " + current);
  }

  /// @throws UncheckedIOException when the server goes away before its answer
  HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address));
  }

  private HttpResponse<String> goOn(URI link, HttpResponse<String> page) {
    var csrf = CSRF.matcher(page.body());
    if (!csrf.find()) throw new AssertionError("no form: " + page.body());
    var form = "answer=continue&csrf=" + URLEncoder.encode(csrf.group(1), UTF_8);
    return send(
        HttpRequest.newBuilder(link)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static URI location(HttpResponse<String> reply) {
    var location = reply.headers().firstValue("Location");
    if (location.isEmpty())
      throw new AssertionError(
          "no redirect: " + reply.uri() + " " + reply.statusCode() + " " + reply.body());
    return reply.uri().resolve(location.get());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) request.header("Cookie", cookieHeader());
    try {
      var reply = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      reply.headers().allValues("Set-Cookie").forEach(this::keep);
      return reply;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keep(String cookie) {
    var pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) cookies.remove(pair[0]);
    else cookies.put(pair[0], pair[1]);
  }
}
