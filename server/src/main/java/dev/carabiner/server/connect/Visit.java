package dev.carabiner.server.connect;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.web.Request;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// One request of a browser, as far as flows care.
///
/// @param random makes new cookies
/// @param clock for their age
record Visit(Request request, FlowCookie.Style style, RandomValues random, InstantSource clock) {
  /// The flow's cookie, if the browser sent one.
  Optional<FlowCookie> cookieOf(Flow flow) {
    return FlowCookie.of(request, flow, style);
  }

  /// Whether this is the browser that the flow is bound to.
  boolean owns(Flow flow) {
    return cookieOf(flow).filter(cookie -> cookie.holds(flow)).isPresent();
  }

  /// A new cookie for the flow.
  FlowCookie freshCookie(Flow flow) {
    return FlowCookie.fresh(flow, style, random, clock.instant());
  }

  /// Whether the browser only looks ahead without a person behind it.
  boolean looksAhead() {
    return request.headers("sec-purpose").stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("prefetch"))
        || request.headers("purpose").stream()
            .anyMatch(value -> value.equalsIgnoreCase("prefetch"));
  }
}
