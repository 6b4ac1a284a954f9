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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
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
    return connect(link, callback, List.of());
  }

  /// The same at a provider that shows pages.
  ///
  /// @param answers what the user types and presses on each page, by the names of its fields
  URI connect(URI link, URI callback, List<Map<String, String>> answers) {
    var pages = new ArrayDeque<>(answers);
    var form = "csrf=" + URLEncoder.encode(csrf(get(link)), UTF_8) + "&answer=continue";
    var reply = post(link, form);
    for (var step = 0; step < MOST_STEPS; step++) {
      if (reply.statusCode() == 200 && !pages.isEmpty()) {
        reply = answer(reply, pages.remove());
        continue;
      }
      if (reply.statusCode() / 100 != 3)
        throw new AssertionError(
            "no redirect: " + reply.uri() + " " + reply.statusCode() + " " + reply.body());
      var target = reply.uri().resolve(reply.headers().firstValue("Location").orElseThrow());
      if (target.toString().startsWith(callback.toString())) return target;
      reply = get(target);
    }
    throw new AssertionError("no end of redirects: " + reply.uri());
  }

  private HttpResponse<String> answer(HttpResponse<String> page, Map<String, String> answers) {
    var form = Form.first(page.uri(), page.body());
    if (form.isEmpty()) throw new AssertionError("no form: " + page.uri() + " " + page.body());
    return post(form.get().action(), form.get().filled(answers));
  }

  private HttpResponse<String> post(URI address, String form) {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
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
