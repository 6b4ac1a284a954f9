package dev.carabiner.server.sessions;

import dev.carabiner.server.base.RandomValues;
import java.time.Instant;
import java.util.Map;

/// Makes the events of sessions. Names as the webhooks carry them.
public final class Events {
  public static final String CONNECTED = "session.connected";
  public static final String NEEDS_RECONNECT = "session.needs_reconnect";
  public static final String REVOKED = "session.revoked";
  public static final String REJECTED = "session.rejected";
  public static final String SCOPES_CHANGED = "session.scopes_changed";

  private final RandomValues random;

  public Events(RandomValues random) {
    this.random = random;
  }

  /// The step that records an event of `after`, the session as the same change leaves it.
  public Change.Step.RecordEvent of(String type, Session after, Instant now) {
    var reason = after.state().reason().map(why -> Map.of("reason", why.word())).orElse(Map.of());
    return new Change.Step.RecordEvent(
        new Event(random.next(), type, after.key(), after.renewal().fence(), now, reason));
  }
}
