package dev.carabiner.server.breakers;

import dev.carabiner.server.oauth.LocalProvider;
import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.oauth.LocalProvider.Visit;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What a provider on stage is asked, in its own addresses, and what it answers.
final class Visits {
  private final LocalProvider local;
  private final Map<String, Function<Visit, Page>> roles = new ConcurrentHashMap<>();

  Visits(LocalProvider local) {
    this.local = local;
    local.role = this::play;
  }

  /// The address on the loopback that stands for one of the provider's.
  URI turned(URI own) {
    if (!"https".equals(own.getScheme())) throw new AssertionError("not https: " + own);
    return URI.create(local.url + "/" + own.toString().substring("https://".length()));
  }

  /// From now on that call, a method and an address without its query, is answered so.
  void answer(String call, int status, String body) {
    answer(call, _ -> new Page(status, body));
  }

  void answer(String call, Function<Visit, Page> role) {
    roles.put(call, role);
  }

  private Page play(Visit visit) {
    return roles
        .getOrDefault(line(visit), _ -> new Page(404, "{\"error\":\"nothing_here\"}"))
        .apply(visit);
  }

  /// Every call so far: method and address without its query.
  List<String> lines() {
    return local.visits.stream().map(Visits::line).toList();
  }

  Visit last() {
    return local.visits.getLast();
  }

  String header(String name) {
    return Objects.requireNonNullElse(last().headers().get(name), "");
  }

  /// The last call's body.
  String body() {
    return last().body();
  }

  /// The members of the last call's form.
  Map<String, String> form() {
    return pairs(body());
  }

  /// The query of the last call.
  Map<String, String> query() {
    return pairs(Objects.requireNonNullElse(URI.create(last().uri()).getRawQuery(), ""));
  }

  static Map<String, String> query(URI uri) {
    return pairs(Objects.requireNonNullElse(uri.getRawQuery(), ""));
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      if (pair.isEmpty()) continue;
      var parts = pair.split("=", 2);
      pairs.put(decoded(parts[0]), decoded(parts[1]));
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String line(Visit visit) {
    return visit.method() + " https:/" + URI.create(visit.uri()).getPath();
  }
}
