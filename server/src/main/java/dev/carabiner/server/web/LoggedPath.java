package dev.carabiner.server.web;

import dev.carabiner.server.base.Sha256;
import java.util.Arrays;
import java.util.stream.Collectors;

/// How a path stands in a log: no query, nothing that could open anything, always one line.
final class LoggedPath {
  private static final int LONGEST = 200;

  /// Ids and codes that we hand out are longer than this; names in our routes are shorter.
  private static final int LONGEST_NAME = 29;

  private LoggedPath() {}

  /// The path with each long segment as `#` and eight hexadecimal digits of its hash, and with `?`
  /// for everything but letters, digits and `-._~%:@`.
  static String of(String path) {
    var shown =
        Arrays.stream(path.split("/", -1))
            .map(LoggedPath::segment)
            .collect(Collectors.joining("/"));
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
  }

  private static String segment(String segment) {
    if (segment.length() > LONGEST_NAME) return "#" + Sha256.hex(segment).substring(0, 8);
    return segment.replaceAll("[^A-Za-z0-9._~%:@-]", "?");
  }
}
