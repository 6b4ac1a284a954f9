package dev.carabiner.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the path of a request line strictly: one resource, one spelling (RFC 3986 section 6.2
/// names the others). A slash inside a value is written `%2F` and never separates segments.
final class RoutePath {
  /// `pchar` of RFC 3986 section 3.3, without the semicolon that some servers cut paths at.
  private static final Pattern SEGMENT =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})*");

  private RoutePath() {}

  /// One segment as sent and as meant.
  record Segment(String raw, String text) {}

  /// The segments; empty when the path is not absolute, has an empty, dot or malformed segment, or
  /// ends in a slash. The path `/` is one empty segment.
  static Optional<List<Segment>> segments(String path) {
    if (path.equals("/")) return Optional.of(List.of(new Segment("", "")));
    if (!path.startsWith("/")) return Optional.empty();
    var segments = new ArrayList<Segment>();
    for (var raw : path.substring(1).split("/", -1)) {
      if (raw.isEmpty() || !SEGMENT.matcher(raw).matches()) return Optional.empty();
      var text = PercentCoding.decode(raw, false);
      if (text.isEmpty() || text.get().equals(".") || text.get().equals(".."))
        return Optional.empty();
      segments.add(new Segment(raw, text.get()));
    }
    return Optional.of(List.copyOf(segments));
  }
}
