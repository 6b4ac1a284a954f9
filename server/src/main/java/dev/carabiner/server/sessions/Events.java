package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the events of sessions and apps. Names as the webhooks carry them.
public final class Events {
  public static final String CONNECTED = "session.connected";
  public static final String NEEDS_RECONNECT = "session.needs_reconnect";
  public static final String EXPIRING = "session.expiring";
  public static final String REVOKED = "session.revoked";
  public static final String REJECTED = "session.rejected";
  public static final String SCOPES_CHANGED = "session.scopes_changed";
  public static final String CREDENTIALS_REJECTED = "app.credentials_rejected";
  public static final String PROVIDER_OUTAGE = "provider.outage";

  /// All that webhooks can ask for.
  public static final List<String> TYPES =
      List.of(
          CONNECTED,
          NEEDS_RECONNECT,
          EXPIRING,
          REVOKED,
          REJECTED,
          SCOPES_CHANGED,
          CREDENTIALS_REJECTED,
          PROVIDER_OUTAGE);

  private final RandomValues random;

  public Events(RandomValues random) {
    this.random = random;
  }

  /// The step that records an event of `after`, the session as the same change leaves it.
  public Change.Step.RecordEvent of(String type, Session after, Instant now) {
    var details = new HashMap<String, String>();
    details.put("state", after.state().word());
    after.state().reason().ifPresent(why -> details.put("reason", why.word()));
    after.owner().userId().ifPresent(user -> details.put("user_id", user));
    after.owner().orgCode().ifPresent(organisation -> details.put("org_code", organisation));
    return new Change.Step.RecordEvent(
        new Event(
            random.next(),
            type,
            Event.Subject.of(after.key()),
            after.renewal().fence(),
            now,
            details));
  }

  /// The step that records an event of an app as a whole. What concerns a provider is recorded once
  /// for each app that uses it.
  ///
  /// @param details ids and words, such as `reason` and `provider`; receivers get them as they are
  public Change.Step.RecordEvent ofApp(
      String type, Workspace workspace, AppKey app, Map<String, String> details, Instant now) {
    return new Change.Step.RecordEvent(
        new Event(random.next(), type, Event.Subject.of(workspace, app), 0, now, details));
  }

  /// The step that records when the grant of `session` will die.
  public Change.Step.RecordEvent expiring(Session session, Instant end, Instant now) {
    var event = of(EXPIRING, session, now).event();
    var details = new HashMap<>(event.details());
    details.put("grant_expiry", end.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Change.Step.RecordEvent(
        new Event(event.id(), event.type(), event.subject(), event.fence(), now, details));
  }
}
