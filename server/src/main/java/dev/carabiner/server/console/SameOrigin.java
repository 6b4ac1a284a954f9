package dev.carabiner.server.console;

import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Request;

/// Tells requests that our own pages send from those that other sites make a browser send, by what
/// browsers say themselves (Fetch metadata; RFC 6454 section 7).
///
/// Our pages send no referrer, so browsers write `null` into the `Origin` of their forms.
final class SameOrigin {
  private final Surface surface;

  SameOrigin(Surface surface) {
    this.surface = surface;
  }

  /// @throws Problem 403 when another site sent the request, or nobody says that none did
  void check(Request request) {
    var site = request.header("Sec-Fetch-Site").orElse("");
    var origin = request.header("Origin").orElse("");
    var siteFits = site.equals("same-origin") || (site.isEmpty() && !surface.isSecure());
    var originFits =
        origin.equals("null")
            || origin.equals(surface.origin())
            || (!surface.isSecure() && isLoopback(request, origin))
            || (origin.isEmpty() && site.equals("same-origin"));
    if (!siteFits || !originFits)
      throw new Problem(
          403,
          "NOT_FROM_HERE",
          "This did not come from a page of the console, so nothing was done");
  }

  /// Whoever tries things out writes `localhost` for `127.0.0.1`.
  private static boolean isLoopback(Request request, String origin) {
    var host = request.header("Host").orElse("");
    return origin.equals("http://" + host)
        && host.matches("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]{1,5})?");
  }
}
