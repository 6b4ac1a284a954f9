package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRowsTest {
  private static final String ID = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

  @TempDir Path folder;

  @Test
  @DisplayName("D14 a session that the first version wrote is read, claimed and kept by this one")
  void a_session_of_the_first_version_is_read_after_the_upgrade() throws Exception {
    var file = folder.resolve("carabiner.db");
    var start = InstantSource.system().instant().minus(Duration.ofMinutes(5));
    var url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:db/migration/common", "classpath:db/migration/sqlite")
        .failOnMissingLocations(false)
        .table("schema_versions")
        .placeholders(Map.of("text", "TEXT", "bytes", "BLOB"))
        .target("1")
        .load()
        .migrate();
    try (var connection = DriverManager.getConnection(url);
        var insert =
            connection.prepareStatement(
                "INSERT INTO sessions (id, workspace, app_key, user_id, state, access_token,"
                    + " refresh_token, token_start, token_end, requested, granted, generation,"
                    + " fence, tries, created_at, connected_at, refreshed_at, metadata) VALUES"
                    + " (?, 'default', 'notes', 'user 1', 'connected', ?, ?, ?, ?, '[]', '[]', 3, 7,"
                    + " 0, ?, ?, ?, '{}')")) {
      insert.setString(1, ID);
      insert.setBytes(2, Examples.sealed("access").bytes());
      insert.setBytes(3, Examples.sealed("refresh").bytes());
      insert.setLong(4, start.toEpochMilli());
      insert.setLong(5, start.plusSeconds(600).toEpochMilli());
      for (var column = 6; column <= 8; column++) insert.setLong(column, start.toEpochMilli());
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }

    try (var store = Stores.open(new StoreSettings.InFile(file), InstantSource.system())) {
      var sessions = store.sessions();
      var read =
          sessions.find(new Workspace("default"), SessionId.parse(ID).orElseThrow()).orElseThrow();
      assertThat(read.session().state()).isEqualTo(new SessionState.Connected());
      assertThat(read.session().renewal().generation()).isEqualTo(3);
      assertThat(read.session().renewal().orphan()).isEmpty();
      assertThat(read.session().grant().tokens().orElseThrow().accessToken())
          .isEqualTo(Examples.sealed("access"));
      var claimed = sessions.claim(read.session(), "node", Duration.ofSeconds(20)).orElseThrow();
      assertThat(claimed.session().renewal().fence()).isEqualTo(8);
    }
  }
}
