package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The values that stand behind a golden file's placeholders: given ones fill a request, met ones
/// fit their kind and are the same wherever they come again.
final class GoldenValues {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)}}");
  private static final Pattern ANY = Pattern.compile(".+", Pattern.DOTALL);
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Map<String, Pattern> KINDS =
      Map.ofEntries(
          Map.entry("session_id", Pattern.compile("[A-Za-z0-9._~-]{20,}")),
          Map.entry("url", Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/connected_apps/\\S+")),
          Map.entry("callback_url", Pattern.compile("https?://\\S+")),
          Map.entry("access_token", Pattern.compile("\\S+")),
          Map.entry("expiry", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")),
          Map.entry("message", ANY),
          Map.entry("jwt", Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+")),
          Map.entry("client_id", Pattern.compile("[0-9a-f]{32}")),
          Map.entry("client_secret", Pattern.compile("[a-zA-Z0-9]{40,60}")),
          Map.entry("audience", ANY),
          Map.entry("scope", Pattern.compile("[\\x20-\\x7e]*")),
          Map.entry("seconds", DIGITS),
          Map.entry(
              "challenge", Pattern.compile("Bearer( [a-z_]+=\"[^\"]*\"(, [a-z_]+=\"[^\"]*\")*)?")));

  private final Map<String, String> known = new HashMap<>();

  GoldenValues(Map<String, String> given) {
    given.forEach(this::learn);
  }

  /// The text with its placeholders filled.
  String fill(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(given(found.group(1))));
  }

  /// Holds a header against the file's.
  void match(String place, String golden, String actual) {
    var placeholder = PLACEHOLDER.matcher(golden);
    if (placeholder.matches()) meet(place, placeholder.group(1), actual);
    else assertThat(actual).as(place).isEqualTo(golden);
  }

  /// Holds a body against the file's: the same members, each the same or of its placeholder's kind.
  void match(String place, JsonNode golden, JsonNode actual) {
    if (golden.isString() && golden.asString().equals("{{seconds}}")) {
      assertThat(actual.isIntegralNumber()).as(place + " is a whole number: " + actual).isTrue();
      meet(place, "seconds", actual.asString());
      return;
    }
    assertThat(actual.getNodeType()).as(place).isEqualTo(golden.getNodeType());
    if (golden.isObject()) {
      assertThat(actual.propertyNames())
          .as(place)
          .containsExactlyInAnyOrderElementsOf(golden.propertyNames());
      golden
          .properties()
          .forEach(member ->
              match(place + "." + member.getKey(), member.getValue(), actual.get(member.getKey())));
    } else if (golden.isArray()) {
      assertThat(actual.size()).as(place).isEqualTo(golden.size());
      for (var i = 0; i < golden.size(); i++)
        match(place + "[" + i + "]", golden.get(i), actual.get(i));
    } else if (golden.isString()) {
      match(place, golden.asString(), actual.asString());
    } else {
      assertThat(actual).as(place).isEqualTo(golden);
    }
  }

  private void meet(String place, String name, String actual) {
    assertThat(actual).as(place).matches(kind(name));
    if (name.equals("message")) return;
    var before = known.putIfAbsent(name, actual);
    if (before != null) assertThat(actual).as(place).isEqualTo(before);
  }

  private void learn(String name, String value) {
    assertThat(value).as(name).matches(kind(name));
    known.put(name, value);
  }

  private String given(String name) {
    var value = known.get(name);
    if (value == null)
      throw new AssertionError(
          "the request names {{" + name + "}}, which this situation does not give");
    return value;
  }

  private static Pattern kind(String name) {
    var kind = KINDS.get(name);
    if (kind == null)
      throw new AssertionError("api/golden/README.md has no placeholder {{" + name + "}}");
    return kind;
  }
}
