package dev.carabiner.server.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as a connect flow needs one: cookies, forms, one redirect after the other.
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final int MOST_STEPS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /// Host and port → name → value. The JDK's own jar writes cookies as no browser does.
  private final Map<String, Map<String, String>> cookies = new TreeMap<>();

  HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  /// With further cookies, as another page on our host could have set them.
  HttpResponse<String> get(String url, String cookies) {
    return send(HttpRequest.newBuilder(URI.create(url)).header("Cookie", cookies));
  }

  /// As a browser of somebody who reads these languages.
  HttpResponse<String> getIn(String acceptLanguage, String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).header("Accept-Language", acceptLanguage));
  }

  HttpResponse<String> post(String url, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /// Opens our link and answers the page, if there is one; gives the reply that leads on.
  HttpResponse<String> answer(String url, String answer) {
    var page = get(url);
    if (page.statusCode() == 303) return page;
    return post(
        url, "csrf=" + URLEncoder.encode(csrf(page), StandardCharsets.UTF_8) + "&answer=" + answer);
  }

  static String csrf(HttpResponse<String> page) {
    var matcher = CSRF.matcher(page.body());
    if (!matcher.find())
      throw new AssertionError("no form: " + page.statusCode() + " " + page.body());
    return matcher.group(1);
  }

  /// Goes the whole way and gives the application's callback with its query; the callback itself is
  /// not opened.
  URI connect(String url) {
    return follow(answer(url, "continue"));
  }

  /// The same as another account of the provider's.
  URI connectAs(String account, String url) {
    return follow(get(location(answer(url, "continue")) + "&login_hint=" + account));
  }

  /// Goes as far as our callback, which is not opened.
  String callbackOf(String url) {
    return location(get(location(answer(url, "continue")).toString())).toString();
  }

  /// Follows redirects until one leads to the application, which is not opened.
  URI follow(HttpResponse<String> reply) {
    var current = reply;
    for (var step = 0; step < MOST_STEPS; step++) {
      if (current.statusCode() / 100 != 3)
        throw new AssertionError("no redirect: " + current.statusCode() + " " + current.body());
      var target = location(current);
      if (target.getPort() == 9) return target;
      current = get(target.toString());
    }
    throw new AssertionError("no end of redirects");
  }

  static URI location(HttpResponse<String> reply) {
    return reply.uri().resolve(reply.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    var request = withCookies(builder);
    try {
      var response = client.send(request, BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(cookie -> keep(request.uri(), cookie));
      return response;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private HttpRequest withCookies(HttpRequest.Builder builder) {
    var jar = jar(builder.copy().build().uri());
    if (jar.isEmpty()) return builder.build();
    var header =
        jar.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return builder.header("Cookie", header).build();
  }

  private void keep(URI uri, String cookie) {
    var pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) jar(uri).remove(pair[0]);
    else jar(uri).put(pair[0], pair[1]);
  }

  private Map<String, String> jar(URI uri) {
    return cookies.computeIfAbsent(uri.getRawAuthority(), _ -> new TreeMap<>());
  }
}
