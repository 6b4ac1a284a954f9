package dev.carabiner.server.store.engine;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// The tables of the store, in the version that this program knows.
public final class Schema {
  private Schema() {}

  /// Makes or updates the tables, whole or not at all: the changes and the note of them are one
  /// transaction. Several nodes may do so at once.
  ///
  /// @param engine the folder of the engine's own migrations
  /// @param placeholders what differs between the engines in the common ones
  /// @throws Fault when a newer program made the tables, or somebody changed what was applied
  /// @throws SQLException when the database cannot be reached
  public static void migrate(DataSource database, String engine, Map<String, String> placeholders)
      throws SQLException {
    try (var connection = new OneConnection(database)) {
      if (!Migrations.haveMade(connection.getConnection(), engine))
        migrate(flyway(connection, engine, placeholders));
    }
  }

  private static void migrate(Flyway flyway) {
    try {
      if (Arrays.stream(flyway.info().all()).anyMatch(Schema::isUnknown))
        throw new Fault(
            FaultCode.STORE_UNUSABLE,
            "The store was made by a newer version of Carabiner; run that version, or restore a"
                + " backup made by this one");
      flyway.migrate();
    } catch (FlywayValidateException changed) {
      throw new Fault(
          FaultCode.STORE_UNUSABLE,
          "The store's tables differ from what Carabiner made; restore a backup",
          changed);
    }
  }

  /// Whether the tables are exactly those that this program makes. Changes nothing.
  public static boolean fits(DataSource database, String engine, Map<String, String> placeholders) {
    var flyway = flyway(database, engine, placeholders);
    return Arrays.stream(flyway.info().all()).noneMatch(Schema::isUnknown)
        && flyway.validateWithResult().validationSuccessful;
  }

  private static Flyway flyway(
      DataSource database, String engine, Map<String, String> placeholders) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/common", "classpath:db/migration/" + engine)
        .failOnMissingLocations(false)
        .table("schema_versions")
        .group(true)
        .placeholders(placeholders)
        .load();
  }

  private static boolean isUnknown(MigrationInfo migration) {
    return migration.getState().isApplied() && !migration.getState().isResolved();
  }
}
