package dev.carabiner.server.store.postgres;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Whether what the database confirms stays, here and after a failover.
final class Durability {
  private static final System.Logger LOG = System.getLogger(Durability.class.getName());

  /// Who may not see the details of other sessions sees that a standby is there, and no more; a
  /// backup that is being taken follows the server too, for as long as it lasts.
  private static final String ASK =
      """
      SELECT current_setting('synchronous_commit'),
        current_setting('synchronous_standby_names') <> '',
        (SELECT count(*) FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup')
      """;

  private static final String AFTER_A_FAILOVER =
      " After a failover to it, what was confirmed last may be gone: this node's journal makes the"
          + " tokens of the last ten minutes again, and nobody makes revocations again.";

  private Durability() {}

  /// Refuses a database that confirms what it has not written, and warns of one whose standby may
  /// lack what was confirmed.
  ///
  /// @throws Fault when commits could be lost without any failover
  static void require(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(ASK)) {
      if (result.next()) judge(result);
    }
  }

  private static void judge(ResultSet said) throws SQLException {
    var commit = said.getString(1);
    if (commit.equals("off"))
      throw new Fault(
          FaultCode.STORE_UNUSABLE,
          "synchronous_commit is off, so commits could be lost after they were acknowledged; set"
              + " it to on");
    var waits = said.getBoolean(2);
    var standbys = said.getInt(3);
    if (!waits && standbys > 0)
      LOG.log(
          System.Logger.Level.WARNING,
          "the database has an asynchronous standby: synchronous_standby_names is empty."
              + AFTER_A_FAILOVER);
    if (waits && commit.equals("local"))
      LOG.log(
          System.Logger.Level.WARNING,
          "synchronous_commit is local, so commits do not wait for the synchronous standby; set it"
              + " to on."
              + AFTER_A_FAILOVER);
  }
}
