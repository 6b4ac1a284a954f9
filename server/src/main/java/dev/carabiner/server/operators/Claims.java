package dev.carabiner.server.operators;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads verified claims of the company's provider.
final class Claims {
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");
  private static final long END = 1L << 40;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ADDRESS = 254;

  private Claims() {}

  static CompanyAccount account(ObjectNode claims) {
    return new CompanyAccount(
        claims.path("iss").stringValue(),
        claims.path("sub").stringValue(),
        shown(claims, LONGEST_ADDRESS, "email", "preferred_username").orElse(""));
  }

  /// The name that people read.
  static String name(ObjectNode claims) {
    return shown(claims, LONGEST_NAME, "name", "preferred_username", "email", "sub")
        .orElse("Somebody");
  }

  /// The groups that a claim lists, be it one or many; none where it is not there.
  ///
  /// @param claim its whole name, or a path of names with dots between
  static List<String> groups(ObjectNode claims, String claim) {
    var found = claims.has(claim) ? claims.path(claim) : at(claims, claim);
    if (found.isString()) return List.of(found.asString());
    var groups = new ArrayList<String>();
    if (found.isArray()) for (var each : found) if (each.isString()) groups.add(each.asString());
    return groups;
  }

  /// When the person last showed who they are (OpenID Connect Core section 2).
  static Optional<Instant> shownAt(ObjectNode claims) {
    var time = claims.path("auth_time");
    return Optional.of(time)
        .filter(seconds ->
            seconds.isIntegralNumber() && seconds.canConvertToLong() && seconds.longValue() < END)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
  }

  private static JsonNode at(JsonNode claims, String path) {
    var found = claims;
    for (var step : path.split("\\.", -1)) found = found.path(step);
    return found;
  }

  private static Optional<String> shown(ObjectNode claims, int longest, String... names) {
    return Stream.of(names)
        .map(claims::path)
        .filter(JsonNode::isString)
        .map(claim -> UNSEEN.matcher(claim.asString()).replaceAll(" ").strip())
        .filter(text -> !text.isEmpty())
        .map(text -> cut(text, longest))
        .findFirst();
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) return text;
    var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end).strip();
  }
}
