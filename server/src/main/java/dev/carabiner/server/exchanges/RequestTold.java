package dev.carabiner.server.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request as it is told: headers, query and body with markers for what must not be kept.
final class RequestTold {
  /// Those that carry a token of the session, whose generation is told in its place.
  private static final Set<String> TOKENS =
      Set.of("refresh_token", "access_token", "token", "bearer");

  private static final int LONGEST_SEGMENT = 40;

  private final OutboundRequest request;
  private final long generation;
  private final Map<String, String> query;
  private final Map<String, String> form;
  private final Optional<JsonNode> json;

  RequestTold(OutboundRequest request, long generation) {
    this.request = request;
    this.generation = generation;
    this.query = pairs(Optional.ofNullable(request.uri().getRawQuery()).orElse(""));
    var body = request.body().map(secret -> secret.reveal(Reveal.TO_STRIKE_IT_OUT)).orElse("");
    this.json = Json.parse(body);
    this.form = json.isPresent() ? Map.of() : pairs(body);
  }

  /// Everything in it that must not be kept.
  void secrets(StruckOut struckOut) {
    request
        .headers()
        .forEach((name, value) -> {
          if (!Harmless.headerSent(name)) header(value.reveal(Reveal.TO_STRIKE_IT_OUT), struckOut);
        });
    for (var params : List.of(query, form))
      params.forEach((name, value) -> {
        if (!isHarmless(name)) struckOut.add(value);
      });
    json.ifPresent(tree -> Body.texts(tree, false, false, struckOut::add));
  }

  /// A scheme is no secret; what HTTP Basic carries is two.
  private static void header(String value, StruckOut struckOut) {
    var blank = value.indexOf(' ');
    var credentials = blank < 0 ? value : value.substring(blank + 1);
    Body.parts(credentials, struckOut::add);
    try {
      var pair = new String(Base64.getDecoder().decode(credentials), UTF_8);
      if (value.regionMatches(true, 0, "Basic ", 0, 6))
        for (var half : pair.split(":", 2)) struckOut.add(URLDecoder.decode(half, UTF_8));
    } catch (IllegalArgumentException notBasic) {
      // then it is one secret as it stands, and known as such
    }
  }

  /// The address without query; a part of the path that is no plain word is not told.
  String url(StruckOut struckOut) {
    var uri = request.uri();
    var path =
        Arrays.stream(uri.getRawPath() == null ? new String[0] : uri.getRawPath().split("/", -1))
            .map(segment -> segment(segment, struckOut))
            .collect(Collectors.joining("/"));
    return scheme(uri) + "://" + ObservedWire.host(uri) + path;
  }

  private static String scheme(URI uri) {
    return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static String segment(String segment, StruckOut struckOut) {
    var isPlain =
        segment.length() <= LONGEST_SEGMENT && !segment.contains("%") && struckOut.isClean(segment);
    return isPlain ? segment : StruckOut.SEALED;
  }

  /// Headers, query and body.
  String sent(StruckOut struckOut) {
    var told = Json.object();
    var headers = told.putObject("headers");
    request
        .headers()
        .forEach((name, value) ->
            headers.put(
                name.toLowerCase(Locale.ROOT),
                header(name, value.reveal(Reveal.TO_STRIKE_IT_OUT), struckOut)));
    if (!query.isEmpty()) told.set("query", params(query, struckOut));
    if (json.isPresent()) told.set("body", json(json.get(), struckOut));
    else if (!form.isEmpty()) told.set("body", params(form, struckOut));
    else request.body().ifPresent(body -> told.putObject("body").put("length", body.length()));
    return Json.write(told);
  }

  private String header(String name, String value, StruckOut struckOut) {
    if (Harmless.headerSent(name)) return struckOut.clean(value);
    if (!name.equalsIgnoreCase("Authorization")) return StruckOut.SEALED;
    var scheme = value.split(" ", 2)[0];
    if (scheme.equalsIgnoreCase("Basic")) return "Basic " + StruckOut.SEALED;
    return scheme.equalsIgnoreCase("Bearer") ? "Bearer " + marker("bearer") : StruckOut.SEALED;
  }

  private ObjectNode params(Map<String, String> params, StruckOut struckOut) {
    var told = Json.object();
    params.forEach((name, value) -> {
      if (struckOut.isClean(name)) told.put(name, parameter(name, value, struckOut));
    });
    return told;
  }

  private JsonNode json(JsonNode tree, StruckOut struckOut) {
    if (!(tree instanceof ObjectNode object)) return Json.object().put("type", "application/json");
    var told = Json.object();
    object
        .properties()
        .forEach(member -> {
          if (struckOut.isClean(member.getKey()))
            told.put(
                member.getKey(),
                parameter(
                    member.getKey(),
                    member.getValue().isString() ? member.getValue().asString() : "",
                    struckOut));
        });
    return told;
  }

  private String parameter(String name, String value, StruckOut struckOut) {
    if (!isHarmless(name)) return marker(name);
    return struckOut.clean(name.equals("redirect_uri") ? value.split("\\?", 2)[0] : value);
  }

  private String marker(String name) {
    return generation > 0 && TOKENS.contains(name.toLowerCase(Locale.ROOT))
        ? StruckOut.SEALED + ", #" + generation
        : StruckOut.SEALED;
  }

  /// With client credentials of a user's own even the client's id is what that user typed.
  private boolean isHarmless(String name) {
    var typed = "client_credentials".equals(form.get("grant_type"));
    return Harmless.parameter(name, typed);
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) continue;
      try {
        pairs.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      } catch (IllegalArgumentException brokenEscape) {
        return Map.of();
      }
    }
    return pairs;
  }
}
