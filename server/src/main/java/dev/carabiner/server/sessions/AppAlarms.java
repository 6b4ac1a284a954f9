package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The alarms of apps, at most one each; all nodes see the same.
public interface AppAlarms {
  /// The alarm of an app.
  Optional<AppAlarm> find(AppKey app);

  /// All alarms.
  List<AppAlarm> all();

  /// Takes the probe that is due; the next one is due after `pause`.
  ///
  /// @return false if none is due, or somebody else took it
  boolean takeProbe(AppAlarm alarm, Duration pause);

  /// Ends an alarm.
  ///
  /// @return false if there is none any more, or another one
  boolean end(AppAlarm alarm);
}
