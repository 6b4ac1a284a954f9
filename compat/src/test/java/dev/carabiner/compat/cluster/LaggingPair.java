package dev.carabiner.compat.cluster;

import dev.carabiner.compat.Eventually;
import dev.carabiner.compat.Loopback;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A PostgreSQL server and an asynchronous standby, which follows on a line of its own that can
/// fall silent; and one address at which whoever is primary answers.
final class LaggingPair implements AutoCloseable {
  private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
  private static final String NAME = "carabiner";

  private final Path folder;
  private final int primaryPort = Loopback.free("127.0.0.1").getPort();
  private final int standbyPort = Loopback.free("127.0.0.1").getPort();
  private final Relay following;
  private final Relay entrance;
  private volatile int primaryNow;
  private Outsider primary;
  private Outsider standby;

  private LaggingPair(Path folder) {
    this.folder = folder;
    this.primaryNow = primaryPort;
    this.following = Relay.to(primaryPort);
    this.entrance = Relay.at(Loopback.free("127.0.0.1").getPort(), () -> primaryNow);
    run("initdb", "-D", home("primary"), "-A", "trust", "-U", "postgres", "-E", "UTF8");
    this.primary = serve("primary", primaryPort);
    awaitAnswer(primaryPort);
    run(
        "pg_basebackup",
        "-D",
        home("standby"),
        "-R",
        "-X",
        "stream",
        "-d",
        "host=127.0.0.1 user=postgres port=" + following.port());
    this.standby = serve("standby", standbyPort);
    awaitAnswer(standbyPort);
    execute("postgres", "CREATE DATABASE " + NAME);
  }

  static LaggingPair start(Path folder) {
    Packages.need(
        List.of(BINARIES.resolve("postgres"), BINARIES.resolve("pg_basebackup")), "postgresql-15");
    return new LaggingPair(Outsider.folder(folder));
  }

  /// Where whoever is primary answers.
  String url() {
    return Database.url(entrance.port());
  }

  /// From now on the database's clock is so far ahead of this machine's.
  void putAhead(Duration ahead) {
    execute(NAME, Database.clock(ahead));
  }

  /// Returns once the standby has all there is, and lets nothing more reach it. Commits are
  /// confirmed as before.
  void cutStandbyOff() {
    Eventually.holds(
        "the standby has everything",
        () ->
            number(
                    primaryPort,
                    "SELECT count(*) FROM pg_stat_replication"
                        + " WHERE replay_lsn = pg_current_wal_lsn()")
                == 1);
    following.silence(true);
  }

  /// `kill -9` of the primary.
  void killPrimary() {
    primary.killWithChildren();
  }

  /// The standby takes the primary's place and its address.
  void promote() {
    number(standbyPort, "SELECT CASE WHEN pg_promote() THEN 1 ELSE 0 END");
    primaryNow = standbyPort;
  }

  private Outsider serve(String name, int port) {
    return Outsider.start(
        folder.resolve(name + ".log"),
        BINARIES.resolve("postgres").toString(),
        "-D",
        home(name),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "port=" + port,
        "-c",
        "unix_socket_directories=",
        "-c",
        "wal_receiver_timeout=0",
        "-c",
        "wal_sender_timeout=0");
  }

  private String home(String name) {
    return folder.resolve(name).toString();
  }

  private void run(String program, String... arguments) {
    var command = new java.util.ArrayList<>(List.of(BINARIES.resolve(program).toString()));
    command.addAll(List.of(arguments));
    Outsider.run(folder.resolve(program + ".log"), command.toArray(String[]::new));
  }

  private void awaitAnswer(int port) {
    Eventually.holds(
        "a database answers",
        () -> {
          try (var connection = DriverManager.getConnection(jdbc(port, "postgres"))) {
            return connection.isValid(1);
          } catch (SQLException notYet) {
            return false;
          }
        });
  }

  private void execute(String database, String sql) {
    try (var connection = DriverManager.getConnection(jdbc(primaryNow, database));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private static long number(int port, String sql) {
    try (var connection = DriverManager.getConnection(jdbc(port, "postgres"));
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private static String jdbc(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  @Override
  public void close() {
    entrance.close();
    following.close();
    standby.killWithChildren();
    primary.killWithChildren();
  }
}
