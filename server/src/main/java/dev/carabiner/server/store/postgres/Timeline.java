package dev.carabiner.server.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// Which line of history the database is on. PostgreSQL begins another one whenever a standby is
/// promoted or a backup restored (PostgreSQL manual, "Timelines"): what was committed last on the
/// line before may be missing on it.
final class Timeline {
  private static final System.Logger LOG = System.getLogger(Timeline.class.getName());

  /// The number is the first part of a segment's name; a server that only follows has none.
  private static final String LOOK =
      """
      SELECT CASE WHEN pg_is_in_recovery() THEN NULL
        ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END
      """;

  /// Servers that are like PostgreSQL, and have no such thing or do not tell.
  private static final Set<String> UNTOLD = Set.of("42883", "42501", "0A000");

  private static final String UNKNOWN = "";

  private String known = UNKNOWN;
  private boolean untold;
  private int turns;

  /// Looks where a connection leads.
  ///
  /// @throws SQLException when the database does not answer
  void look(Connection connection) throws SQLException {
    if (isUntold()) return;
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(LOOK)) {
      if (result.next() && result.getString(1) != null) note(result.getString(1));
    } catch (SQLException trouble) {
      if (!UNTOLD.contains(PostgresTrouble.state(trouble))) throw trouble;
      leaveOff();
    }
  }

  /// How often another line than before was met.
  synchronized int turns() {
    return turns;
  }

  private synchronized void note(String found) {
    if (found.equals(known)) return;
    if (!known.equals(UNKNOWN)) {
      turns++;
      LOG.log(
          System.Logger.Level.WARNING,
          "the database is another one than before (timeline {0} after {1}): commits of the former"
              + " one that it never had are made again from the journals",
          found,
          known);
    }
    known = found;
  }

  private synchronized boolean isUntold() {
    return untold;
  }

  private synchronized void leaveOff() {
    untold = true;
  }
}
