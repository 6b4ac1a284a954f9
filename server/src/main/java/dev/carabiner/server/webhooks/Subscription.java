package dev.carabiner.server.webhooks;

import dev.carabiner.server.sessions.Events;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;

/// What is sent where.
///
/// @param url where to
/// @param events types of events, or `*` for all there are and will be
public record Subscription(URI url, List<String> events) {
  private static final String ALL = "*";

  public Subscription {
    events = List.copyOf(new LinkedHashSet<>(events));
    if (events.isEmpty() || !events.stream().allMatch(Subscription::isKnown))
      throw new IllegalArgumentException("no such events");
  }

  /// Whether a webhook can ask for that.
  public static boolean isKnown(String event) {
    return event.equals(ALL) || Events.TYPES.contains(event);
  }

  /// Whether events of that type are wanted.
  public boolean wants(String type) {
    return events.contains(ALL) || events.contains(type);
  }
}
