package dev.carabiner.server.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.store.engine.RowReader;
import dev.carabiner.server.store.engine.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The store in PostgreSQL at READ COMMITTED. A database that does not answer is given up after
/// three seconds: sooner, a burst of reads on a busy machine would be refused living tokens.
public final class PostgresEngine implements Engine {
  private static final int FEWEST_CONNECTIONS = 4;
  private static final int MOST_CONNECTIONS = 10;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
  private static final Duration VALIDATION = Duration.ofSeconds(1);
  private static final int TRIES = 6;
  private static final int LONGEST_PAUSE_MILLIS = 40;

  static final Map<String, String> PLACEHOLDERS =
      Map.of("text", "TEXT COLLATE \"C\"", "bytes", "BYTEA");

  private static final Map<String, String> ALWAYS =
      Map.of(
          "connectTimeout", "2",
          "loginTimeout", "2",
          "tcpKeepAlive", "true",
          // A name given to a prepared statement is lost when a pooler changes the server process.
          "prepareThreshold", "0",
          // The server's details quote rows.
          "logServerErrorDetail", "false");
  private static final Map<String, String> WHILE_SERVING = Map.of("socketTimeout", "3");

  /// A process that has just begun, on a machine that has much to do, is slow itself.
  private static final Map<String, String> AT_START = Map.of("loginTimeout", "6");

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Timeline timeline;
  private final Turns turns = new Turns(MOST_CONNECTIONS);

  private PostgresEngine(HikariDataSource pool, Timeline timeline) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.timeline = timeline;
  }

  /// Connects and brings the tables up to date. Several nodes may do so at once.
  ///
  /// @throws Fault when the database cannot be reached or used
  public static PostgresEngine open(PostgresAddress address) {
    var timeline = new Timeline();
    try (var patient = connect(connecting(address, AT_START, timeline))) {
      Durability.require(patient);
      Schema.migrate(patient, "postgres", PLACEHOLDERS);
      var connecting = connecting(address, WHILE_SERVING, timeline);
      var pool = connect(connecting);
      connecting.persist();
      return new PostgresEngine(pool, timeline);
    } catch (SQLException problem) {
      throw naming(address, PostgresTrouble.translate(problem));
    } catch (RuntimeException problem) {
      throw naming(address, PostgresTrouble.translate(problem));
    }
  }

  static HikariDataSource connect(PostgresAddress address) {
    return connect(connecting(address, Map.of(), new Timeline()));
  }

  private static Connecting connecting(
      PostgresAddress address, Map<String, String> further, Timeline timeline) {
    var settings = new HashMap<>(ALWAYS);
    settings.putAll(further);
    return new Connecting(address.jdbc(), address.properties(settings), timeline);
  }

  private static HikariDataSource connect(Connecting connecting) {
    var config = new HikariConfig();
    config.setDataSource(connecting);
    config.setPoolName("carabiner-store");
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(FEWEST_CONNECTIONS);
    config.setConnectionTimeout(LONGEST_WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    return new HikariDataSource(config);
  }

  static RuntimeException naming(PostgresAddress address, RuntimeException problem) {
    if (!(problem instanceof Fault fault)) return problem;
    return new Fault(fault.code(), address + ": " + fault.getMessage(), fault);
  }

  @Override
  public <T> Optional<T> findRow(String sql, RowReader<T> reader, String... keys) {
    return turns.take(() -> row(sql, reader, keys));
  }

  private <T> Optional<T> row(String sql, RowReader<T> reader, String... keys) {
    try (var connection = pool.getConnection()) {
      return row(connection, sql, reader, keys);
    } catch (SQLException problem) {
      throw PostgresTrouble.translate(problem);
    }
  }

  private static <T> Optional<T> row(
      Connection connection, String sql, RowReader<T> reader, String... keys) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < keys.length; i++) statement.setString(i + 1, keys[i]);
      try (var result = statement.executeQuery()) {
        return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
      }
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    return turns.take(() -> {
      try {
        return jdbi.withHandle(work::run);
      } catch (RuntimeException problem) {
        throw PostgresTrouble.translate(problem);
      }
    });
  }

  @Override
  public <T> T writeIf(Work<T> work, Verdict<? super T> keep) {
    for (var tryNumber = 1; ; tryNumber++) {
      try {
        return turns.take(() -> attempt(work, keep));
      } catch (RuntimeException problem) {
        if (!PostgresTrouble.isRepeatable(problem)) throw problem;
        if (tryNumber == TRIES) throw PostgresTrouble.translate(problem);
        pause();
      }
    }
  }

  private <T> T attempt(Work<T> work, Verdict<? super T> keep) {
    try {
      return jdbi.withHandle(handle -> transaction(handle, work, keep));
    } catch (RuntimeException problem) {
      throw PostgresTrouble.isRepeatable(problem) ? problem : PostgresTrouble.translate(problem);
    }
  }

  private static <T> T transaction(Handle handle, Work<T> work, Verdict<? super T> keep) {
    handle.begin();
    try {
      var result = work.run(handle);
      if (keep.keeps(result)) handle.commit();
      else handle.rollback();
      return result;
    } catch (Throwable problem) {
      rollBack(handle, problem);
      throw problem;
    }
  }

  private static void rollBack(Handle handle, Throwable problem) {
    try {
      if (handle.isInTransaction()) handle.rollback();
    } catch (RuntimeException connectionGone) {
      problem.addSuppressed(connectionGone);
    }
  }

  /// Those who got in each other's way come back at different times.
  private static void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The write was interrupted", interrupted);
    }
  }

  @Override
  public void takeTurns(Handle handle, String key) {
    handle
        .createQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:key, 0))")
        .bind("key", key)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public String takingRows() {
    return "FOR UPDATE SKIP LOCKED";
  }

  @Override
  public boolean isAlone() {
    return false;
  }

  @Override
  public boolean isHealthy() {
    try {
      var answers = findRow("SELECT clock_ms()", row -> row.number()).isPresent();
      // behind a pooler no new connection tells of another server
      turns.take(this::lookAtTimeline);
      return answers;
    } catch (Fault fault) {
      return false;
    }
  }

  private int lookAtTimeline() {
    try (var connection = pool.getConnection()) {
      timeline.look(connection);
      return timeline.turns();
    } catch (SQLException problem) {
      throw PostgresTrouble.translate(problem);
    }
  }

  @Override
  public int turnovers() {
    return timeline.turns();
  }

  @Override
  public void close() {
    pool.close();
  }
}
