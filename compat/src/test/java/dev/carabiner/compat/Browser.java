package dev.carabiner.compat;

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
import java.util.regex.Pattern;

/// A browser as far as a connect flow needs one: cookies, our form, one redirect after the other.
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final int MOST_STEPS = 12;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Cookies cookies = new Cookies();

  /// Opens our link, goes on from our page and follows every redirect, to the application's
  /// callback, which is not opened.
  ///
  /// @param callback what the application's callback begins with
  /// @return the callback with its query
  URI connect(URI link, URI callback) {
    var form = "csrf=" + URLEncoder.encode(csrf(get(link)), UTF_8) + "&answer=continue";
    var reply =
        send(
            HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    for (var step = 0; step < MOST_STEPS; step++) {
      if (reply.statusCode() / 100 != 3)
        throw new AssertionError(
            "no redirect: " + reply.uri() + " " + reply.statusCode() + " " + reply.body());
      var target = reply.uri().resolve(reply.headers().firstValue("Location").orElseThrow());
      if (target.toString().startsWith(callback.toString())) return target;
      reply = get(target);
    }
    throw new AssertionError("no end of redirects: " + reply.uri());
  }

  private HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address));
  }

  private static String csrf(HttpResponse<String> page) {
    var matcher = CSRF.matcher(page.body());
    if (!matcher.find())
      throw new AssertionError("no form: " + page.statusCode() + " " + page.body());
    return matcher.group(1);
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    var address = builder.copy().build().uri();
    cookies.header(address).ifPresent(value -> builder.header("Cookie", value));
    try {
      var reply = client.send(builder.build(), BodyHandlers.ofString());
      cookies.keep(address, reply.headers());
      return reply;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
