package dev.carabiner.server.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A browser as far as a connect flow needs one: cookies, forms, one redirect after the other.
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final int MOST_STEPS = 10;

  private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();

  HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  HttpResponse<String> post(String url, String form) {
    return send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build());
  }

  /// Opens our link and answers the page, if there is one; gives the reply that leads on.
  HttpResponse<String> answer(String url, String answer) {
    var page = get(url);
    if (page.statusCode() == 303) return page;
    return post(url, "csrf=" + URLEncoder.encode(csrf(page), StandardCharsets.UTF_8) + "&answer=" + answer);
  }

  static String csrf(HttpResponse<String> page) {
    var matcher = CSRF.matcher(page.body());
    if (!matcher.find()) throw new AssertionError("no form: " + page.statusCode() + " " + page.body());
    return matcher.group(1);
  }

  /// Goes the whole way and gives the application's callback with its query; the callback itself is not opened.
  URI connect(String url) {
    return follow(answer(url, "continue"));
  }

  /// Follows redirects until one leads to the application, which is not opened.
  URI follow(HttpResponse<String> reply) {
    var current = reply;
    for (var step = 0; step < MOST_STEPS; step++) {
      if (current.statusCode() / 100 != 3) throw new AssertionError("no redirect: " + current.statusCode() + " " + current.body());
      var target = location(current);
      if (target.getPort() == 9) return target;
      current = get(target.toString());
    }
    throw new AssertionError("no end of redirects");
  }

  static URI location(HttpResponse<String> reply) {
    return reply.uri().resolve(reply.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
