package dev.carabiner.server.api;

import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;

/// How many entries a page of a list holds: 50 unless asked otherwise, 200 at most.
final class PageLimit {
  private static final int USUAL = 50;
  private static final int LONGEST = 200;

  private PageLimit() {}

  static int of(Parameters query) {
    var text = query.one("limit");
    if (text.isEmpty()) return USUAL;
    try {
      var limit = Integer.parseInt(text.get());
      if (limit >= 1 && limit <= LONGEST) return limit;
    } catch (NumberFormatException notANumber) {
      // Refused below, in the same words.
    }
    throw Problem.invalidRequest("limit must be a number from 1 to " + LONGEST);
  }
}
