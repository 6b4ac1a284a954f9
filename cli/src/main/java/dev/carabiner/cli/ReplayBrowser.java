package dev.carabiner.cli;

import dev.carabiner.sandbox.costume.Wardrobe;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The user's browser: fills our start page in, goes where it is sent, posts the forms that a
/// provider gives it, without cookies as browsers do between sites.
final class ReplayBrowser {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private static final Pattern INPUT =
      Pattern.compile("<input[^>]* name=\"([^\"]+)\"[^>]*?(?: value=\"([^\"]*)\")?[^>]*>");
  private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern VARIABLE = Pattern.compile("name=\"variable\\.([^\"]+)\"");
  private static final int MOST_STEPS = 10;

  private final ReplayHouse house;
  private final Map<String, String> cookies = new TreeMap<>();

  ReplayBrowser(ReplayHouse house) {
    this.house = house;
  }

  /// Connects and gives the application's callback, which is not opened.
  ///
  /// @param variables what the user knows
  URI connect(String link, Map<String, String> variables) {
    return deliver(consent(link, variables));
  }

  /// Goes from the link to the provider and consents there.
  ///
  /// @param variables what the user knows
  /// @return what the provider has the browser bring to us; it is not brought yet
  ReplayCallback consent(String link, Map<String, String> variables) {
    var reply = start(link, variables);
    var asked = "";
    for (var step = 0; step < MOST_STEPS; step++) {
      if (reply.statusCode() / 100 == 3) {
        var place = place(reply);
        if (place.startsWith(house.callbacks())) return new ReplayCallback(asked, place, Map.of());
        if (asked.isEmpty()) asked = place;
        reply = visit(place);
      } else if (reply.statusCode() == 200 && isOfProvider(reply)) return form(asked, reply);
      else throw stuck(reply);
    }
    throw new StepFailed("the browser is sent around without an end");
  }

  /// Brings us the provider's answer.
  ///
  /// @return the application's callback, which is not opened
  URI deliver(ReplayCallback callback) {
    // what one site posts to another comes without cookies
    var reply =
        callback.form().isEmpty()
            ? visit(callback.address())
            : new ReplayBrowser(house).post(callback.address(), callback.form());
    for (var step = 0; step < MOST_STEPS; step++) {
      if (reply.statusCode() / 100 != 3) throw stuck(reply);
      var place = place(reply);
      if (place.startsWith(ReplaySettings.APPLICATION)) return URI.create(place);
      reply = visit(place);
    }
    throw new StepFailed("the browser is sent around without an end");
  }

  private HttpResponse<String> start(String link, Map<String, String> variables) {
    var page = send(HttpRequest.newBuilder(URI.create(link)));
    if (page.statusCode() / 100 == 3) return page;
    StepFailed.unless(
        page.statusCode() == 200,
        "there is no start page: " + page.statusCode() + " " + shortened(page));
    var form = new LinkedHashMap<String, String>();
    form.put("csrf", input(page.body(), "csrf"));
    form.put("answer", "continue");
    VARIABLE
        .matcher(page.body())
        .results()
        .forEach(field ->
            form.put("variable." + field.group(1), variables.getOrDefault(field.group(1), "")));
    return post(link, form);
  }

  private static StepFailed stuck(HttpResponse<String> reply) {
    return new StepFailed("the browser is stuck: " + reply.statusCode() + " " + shortened(reply));
  }

  /// Where a reply sends the browser. Addresses of providers stay as they are, since not all of
  /// them are what Java takes for one.
  private static String place(HttpResponse<String> reply) {
    var place = reply.headers().firstValue("Location").orElseThrow();
    return place.startsWith("/") ? reply.uri().resolve(place).toString() : place;
  }

  private HttpResponse<String> visit(String place) {
    var target = house.found(place);
    var reply = send(HttpRequest.newBuilder(target));
    if (isOfProvider(reply)) {
      house.heard(ReplayLines.asked("GET " + place));
      house.heard(
          ReplayLines.answered(
              reply.statusCode()
                  + reply
                      .headers()
                      .firstValue("Location")
                      .map(to -> " to " + to)
                      .orElse(" a page")));
    }
    return reply;
  }

  private static boolean isOfProvider(HttpResponse<String> reply) {
    return reply.uri().getPath().startsWith(Wardrobe.PATH);
  }

  private static ReplayCallback form(String asked, HttpResponse<String> page) {
    var action = ACTION.matcher(page.body());
    StepFailed.unless(action.find(), "there is no form: " + shortened(page));
    var form = new LinkedHashMap<String, String>();
    INPUT
        .matcher(page.body())
        .results()
        .forEach(field ->
            form.put(
                field.group(1),
                input(page.body(), field.group(1)).replace("&quot;", "\"").replace("&amp;", "&")));
    return new ReplayCallback(asked, action.group(1), form);
  }

  private HttpResponse<String> post(String url, Map<String, String> form) {
    var body =
        form.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    if (!cookies.isEmpty())
      builder.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    try {
      var response = HTTP.send(builder.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private void keep(String line) {
    var pair = line.split(";", 2)[0].split("=", 2);
    if (line.contains("Max-Age=0")) cookies.remove(pair[0]);
    else cookies.put(pair[0], pair[1]);
  }

  private static String input(String page, String name) {
    var found =
        Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\"").matcher(page);
    StepFailed.unless(found.find(), "there is no field " + name);
    return found.group(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String shortened(HttpResponse<String> reply) {
    var text = reply.body().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    return text.substring(0, Math.min(text.length(), 400));
  }
}
