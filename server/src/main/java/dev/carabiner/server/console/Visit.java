package dev.carabiner.server.console;

import dev.carabiner.server.operators.SignedIn;
import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Request;
import java.time.Instant;

/// A request of somebody who is signed in.
///
/// @param request as it came; for a POST already known to come from one of our own pages
/// @param who is signed in, with a role that suffices for the route
/// @param now when it came
/// @param scheme `light` or `dark` where the browser chose one; else empty
public record Visit(Request request, SignedIn who, Instant now, String scheme) {
  /// The value of a placeholder of the route's pattern.
  public String path(String name) {
    return request.pathValue(name);
  }

  public Parameters query() {
    return request.query();
  }

  public Parameters form() {
    return request.form();
  }
}
