package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The alarms of apps.
final class AlarmTable implements AppAlarms {
  private static final String FIND =
      """
      SELECT workspace, app_key, fingerprint, error, since, next_probe FROM app_alarms
      WHERE app_key = ?
      """;

  private static final String ALL =
      """
      SELECT workspace, app_key, fingerprint, error, since, next_probe FROM app_alarms
      ORDER BY since, app_key
      """;

  /// Other credentials make another alarm; the same ones leave the first.
  private static final String RAISE =
      """
      INSERT INTO app_alarms (workspace, app_key, fingerprint, error, since, next_probe)
      VALUES (:workspace, :app_key, :fingerprint, :error, :since, :next_probe)
      ON CONFLICT (app_key) DO UPDATE SET
        workspace = excluded.workspace, fingerprint = excluded.fingerprint,
        error = excluded.error, since = excluded.since, next_probe = excluded.next_probe
      WHERE app_alarms.fingerprint <> excluded.fingerprint
      """;

  private static final String TAKE_PROBE =
      """
      UPDATE app_alarms SET next_probe = clock_ms() + :pause
      WHERE app_key = :app_key AND fingerprint = :fingerprint AND next_probe <= clock_ms()
      """;

  private static final String END =
      """
      DELETE FROM app_alarms WHERE app_key = :app_key AND fingerprint = :fingerprint
      """;

  private final Engine engine;

  AlarmTable(Engine engine) {
    this.engine = engine;
  }

  /// Raises an alarm; false if that very one stands already.
  static boolean raise(Handle handle, AppAlarm alarm) {
    try (var update = handle.createUpdate(RAISE)) {
      new Columns(update)
          .text("workspace", alarm.workspace().name())
          .text("app_key", alarm.app().value())
          .text("fingerprint", alarm.fingerprint())
          .text("error", alarm.error())
          .time("since", alarm.since())
          .time("next_probe", alarm.nextProbe());
      return update.execute() == 1;
    }
  }

  @Override
  public Optional<AppAlarm> find(AppKey app) {
    return engine.findRow(FIND, AlarmTable::alarm, app.value());
  }

  @Override
  public List<AppAlarm> all() {
    return engine.read(
        handle -> handle.createQuery(ALL).map((result, context) -> alarm(new Row(result))).list());
  }

  @Override
  public boolean takeProbe(AppAlarm alarm, Duration pause) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(TAKE_PROBE)) {
        new Columns(update)
            .text("app_key", alarm.app().value())
            .text("fingerprint", alarm.fingerprint())
            .number("pause", pause.toMillis());
        return update.execute() == 1;
      }
    });
  }

  @Override
  public boolean end(AppAlarm alarm) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(END)) {
        new Columns(update)
            .text("app_key", alarm.app().value())
            .text("fingerprint", alarm.fingerprint());
        return update.execute() == 1;
      }
    });
  }

  private static AppAlarm alarm(Row row) throws SQLException {
    return new AppAlarm(
        new Workspace(row.text()),
        new AppKey(row.text()),
        row.text(),
        row.text(),
        row.time(),
        row.time());
  }
}
