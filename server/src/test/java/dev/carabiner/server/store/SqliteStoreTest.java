package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.store.sqlite.SqliteEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a store in a file can do, and suffer.
class SqliteStoreTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("new/folder/carabiner.db");
  }

  private Store open() {
    return Stores.open(new StoreSettings.InFile(file), InstantSource.system());
  }

  private Fault refused() {
    return catchThrowableOfType(Fault.class, this::open);
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void folders_and_files_are_made_for_their_owner_alone() throws IOException {
    try (var store = open()) {
      var examples = new Examples(store.sessions());
      examples.inserted(examples.connected());
      try (var files = Files.list(file.getParent())) {
        assertThat(files.filter(each -> !each.toString().endsWith(".lock")))
            .hasSize(3)
            .allMatch(each -> permissions(each).equals("rw-------"));
      }
      assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void what_was_committed_is_there_after_a_new_start() {
    Session session;
    Workspace workspace;
    try (var store = open()) {
      var examples = new Examples(store.sessions());
      session = examples.inserted(examples.full());
      workspace = examples.workspace;
    }
    try (var store = open()) {
      assertThat(store.sessions().find(workspace, session.key().id()).orElseThrow().session())
          .isEqualTo(session);
    }
  }

  @Test
  void a_killed_process_loses_nothing_that_it_acknowledged() throws Exception {
    var acknowledged = new ArrayList<String>();
    try (var process = CommittingProcess.start(file)) {
      acknowledged.addAll(process.acknowledged(400));
      acknowledged.addAll(process.kill());
    }
    try (var store = open()) {
      for (var line : acknowledged) {
        var parts = line.split(" ");
        // The last line may have been cut by the kill.
        var id = SessionId.parse(parts[parts.length - 1]);
        if (id.isEmpty()) continue;
        assertThat(store.sessions().find(new Workspace(parts[0]), id.orElseThrow())).isPresent();
      }
    }
  }

  @Test
  void a_second_process_is_refused_in_one_line() throws Exception {
    try (var process = CommittingProcess.start(file)) {
      process.acknowledged(1);
      var fault = refused();
      assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE);
      assertThat(fault)
          .hasMessage(
              file.toRealPath()
                  + " is in use by another Carabiner process; stop that one, or name another store.url");
      assertThat(process.acknowledged(50)).hasSize(50);
    }
  }

  @Test
  void a_file_is_opened_once_also_by_another_name() throws IOException {
    try (var store = open()) {
      assertThat(store.isHealthy()).isTrue();
      var link = folder.resolve("link.db");
      Files.createSymbolicLink(link, file);
      var settings = new StoreSettings.InFile(link);
      assertThatThrownBy(() -> Stores.open(settings, InstantSource.system()))
          .isInstanceOf(Fault.class)
          .hasMessageEndingWith(
              "is in use by another Carabiner process; stop that one, or name another store.url");
    }
    open().close();
  }

  @Test
  void a_file_that_can_only_be_read_is_refused_and_nothing_is_lost() throws Exception {
    Examples examples;
    Session session;
    try (var store = open()) {
      examples = new Examples(store.sessions());
      session = examples.inserted(examples.connected());
    }
    setReadOnly(true);
    try {
      var fault = refused();
      assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
      assertThat(fault).hasMessage(file.toRealPath() + ": The store cannot be written");
    } finally {
      setReadOnly(false);
    }
    try (var store = open()) {
      var id = session.key().id();
      assertThat(store.sessions().find(examples.workspace, id).orElseThrow().session())
          .isEqualTo(session);
    }
  }

  /// Permissions do not bind the superuser; the immutable flag does, where the file system has it.
  private void setReadOnly(boolean readOnly) throws Exception {
    if (System.getProperty("user.name").equals("root")) {
      var command = new String[] {"chattr", readOnly ? "+i" : "-i", file.toString()};
      assumeThat(new ProcessBuilder(command).start().waitFor()).isZero();
    } else {
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(readOnly ? "r--------" : "rw-------"));
    }
  }

  @Test
  void a_full_disk_is_a_fault_and_what_was_committed_stays() {
    try (var engine = SqliteEngine.open(file, InstantSource.system())) {
      var examples = new Examples(new Store(engine).sessions());
      var kept = examples.inserted(examples.connected());
      var pages =
          engine.<Integer>write(h -> h.createQuery("PRAGMA page_count").mapTo(Integer.class).one());
      var limit = "PRAGMA max_page_count = ";
      engine.write(h -> h.createQuery(limit + (pages + 2)).mapTo(Integer.class).one());
      var fault =
          catchThrowableOfType(
              Fault.class,
              () -> {
                while (true) examples.inserted(examples.full());
              });
      assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
      assertThat(fault).hasMessage("The store's disk is full");
      assertThat(examples.stored(kept)).isEqualTo(kept);
      engine.write(h -> h.createQuery(limit + 100_000).mapTo(Integer.class).one());
      var later = examples.inserted(examples.full());
      assertThat(examples.stored(later)).isEqualTo(later);
    }
  }

  @Test
  void a_file_that_is_not_a_database_is_named_and_left_alone() throws IOException {
    file = folder.resolve("letter.txt");
    var text = "This is a letter and not a database. ".repeat(200);
    Files.writeString(file, text);
    var fault = refused();
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE);
    assertThat(fault).hasMessage(file.toRealPath() + ": The store's file is not a SQLite database");
    assertThat(file).hasContent(text);
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Files.writeString(folder.resolve("new"), "a file in the way");
    var fault = refused();
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
    assertThat(fault).hasMessageStartingWith(file + " cannot be opened for writing");
  }

  @Test
  void tables_of_a_newer_program_are_refused() throws SQLException {
    open().close();
    execute(
        "INSERT INTO schema_versions SELECT 99, '999', 'later', type, 'V999__later.sql', 1,"
            + " installed_by, installed_on, execution_time, success FROM schema_versions"
            + " WHERE installed_rank = 1");
    var fault = refused();
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE);
    assertThat(fault).hasMessageContaining("made by a newer version of Carabiner");
  }

  @Test
  void the_clock_stands_still_while_the_systems_runs_backwards() {
    var system = new AtomicReference<>(Instant.parse("2027-01-01T00:00:00.123456Z"));
    try (var store = Stores.open(new StoreSettings.InFile(file), system::get)) {
      var first = store.sessions().now();
      assertThat(first).isEqualTo("2027-01-01T00:00:00.123Z");
      system.set(first.minusSeconds(3600));
      assertThat(store.sessions().now()).isEqualTo(first);
      system.set(first.plusSeconds(1));
      assertThat(store.sessions().now()).isEqualTo(first.plusSeconds(1));
    }
  }

  @Test
  void a_closed_store_refuses() {
    var store = open();
    var examples = new Examples(store.sessions());
    var session = examples.pending();
    var change = Change.of(new Change.Step.InsertSession(session));
    store.close();
    assertThatThrownBy(() -> store.sessions().commit(change)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> store.sessions().find(examples.workspace, session.key().id()))
        .isInstanceOf(Fault.class);
    assertThat(store.isHealthy()).isFalse();
  }

  @Test
  void an_interrupted_caller_knows_whether_its_write_is_there() {
    try (var store = open()) {
      var examples = new Examples(store.sessions());
      var session = examples.connected();
      Thread.currentThread().interrupt();
      var fault = catchThrowableOfType(Fault.class, () -> examples.inserted(session));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(store.sessions().find(examples.workspace, session.key().id()).isPresent())
          .isEqualTo(fault == null);
    }
  }
}
