package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// One alarm for an app whose client credentials its provider refuses. While it stands that app's
/// refreshes wait, but for a probe now and then; other credentials are tried at once, and the first
/// answer to them ends it. No session is harmed.
final class Credentials {
  private static final System.Logger LOG = System.getLogger(Credentials.class.getName());

  private final SessionStore store;
  private final AppAlarms alarms;
  private final Events events;

  Credentials(SessionStore store, AppAlarms alarms, Events events) {
    this.store = store;
    this.alarms = alarms;
    this.events = events;
  }

  /// How long a refresh of that app has to wait; empty: it may go, or at least try to become the
  /// probe.
  Optional<Duration> waiting(ConnectedApp app) {
    return standing(app)
        .map(alarm -> Duration.between(store.now(), alarm.nextProbe()))
        .filter(Duration::isPositive);
  }

  /// As [#waiting], when nothing else stands in the way of sending: whoever may go while the alarm
  /// stands has taken the probe.
  Optional<Duration> waitingToSend(ConnectedApp app) {
    return standing(app)
        .filter(alarm -> !alarms.takeProbe(alarm, Settlement.PROBE))
        .map(alarm -> Duration.between(store.now(), alarm.nextProbe()))
        .map(wait -> wait.isPositive() ? wait : Settlement.PROBE);
  }

  /// The alarm about the credentials that the app has now.
  private Optional<AppAlarm> standing(ConnectedApp app) {
    return alarms.find(app.key()).filter(alarm -> alarm.fingerprint().equals(fingerprint(app)));
  }

  /// Takes note of what a provider answered about the credentials.
  void heard(ConnectedApp app, TokenReply reply) {
    switch (reply) {
      case TokenReply.OursIsWrong(var error) -> raise(app, error);
      case TokenReply.Granted _, TokenReply.Dead _ -> end(app);
      case TokenReply.Refused _, TokenReply.NotDone _, TokenReply.InDoubt _ -> {}
    }
  }

  private void raise(ConnectedApp app, String error) {
    var now = store.now();
    var alarm =
        new AppAlarm(
            app.workspace(), app.key(), fingerprint(app), error, now, now.plus(Settlement.PROBE));
    var event =
        events.ofApp(
            Events.CREDENTIALS_REJECTED,
            app.workspace(),
            app.key(),
            Map.of("reason", error, "provider", app.provider().id()),
            now);
    if (store.commit(Change.of(new Change.Step.RaiseAlarm(alarm), event)))
      LOG.log(
          System.Logger.Level.ERROR,
          "app {0}: the provider refuses our client credentials, {1}; its refreshes wait until they"
              + " are mended",
          app.key(),
          error);
  }

  private void end(ConnectedApp app) {
    var alarm = alarms.find(app.key());
    if (alarm.isPresent() && alarms.end(alarm.get()))
      LOG.log(
          System.Logger.Level.INFO,
          "app {0}: the provider takes our client credentials again",
          app.key());
  }

  private static String fingerprint(ConnectedApp app) {
    var credentials = app.credentials();
    var secret =
        credentials.secret().map(sealed -> HexFormat.of().formatHex(sealed.bytes())).orElse("");
    return Sha256.hex(credentials.clientId() + "\n" + secret);
  }
}
