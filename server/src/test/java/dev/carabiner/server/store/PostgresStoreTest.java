package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.postgres.PostgresAddress;
import dev.carabiner.server.store.postgres.PostgresEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a database of its own can do, and suffer.
@Tag("real")
class PostgresStoreTest {
  private static final Duration SOON = Duration.ofMillis(4500);
  private static final Duration AT_START = Duration.ofMillis(8500);
  private static PostgresServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = PostgresServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Store open(String url) {
    return Stores.open(StoreSettings.parse(url, Path.of(".")), InstantSource.system());
  }

  private static Fault refused(String url) {
    var before = System.nanoTime();
    var fault = catchThrowableOfType(Fault.class, () -> open(url));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_START);
    for (Throwable each = fault; each != null; each = each.getCause())
      assertThat(each.toString()).doesNotContain("hunter2");
    return fault;
  }

  @Test
  void nodes_that_start_at_once_on_an_empty_database_all_start() throws Exception {
    var url = server.newDatabase();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Store> start = () -> open(url);
      var stores = new ArrayList<Store>();
      for (var node : threads.invokeAll(java.util.Collections.nCopies(4, start)))
        stores.add(node.get());
      assertThat(stores).allMatch(Store::isHealthy);
      var examples = new Examples(stores.getFirst().sessions());
      var session = examples.inserted(examples.full());
      for (var store : stores) {
        var id = session.key().id();
        assertThat(store.sessions().find(examples.workspace, id).orElseThrow().session())
            .isEqualTo(session);
        store.close();
      }
    }
  }

  @Test
  void a_wrong_password_is_named_and_never_shown() throws Exception {
    server.execute("CREATE ROLE locked_out LOGIN PASSWORD 'other'");
    server.requirePassword("locked_out");
    var fault =
        refused(server.address("postgres").replace("postgres:postgres", "locked_out:hunter2"));
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE);
    assertThat(fault)
        .hasMessageStartingWith("postgresql://127.0.0.1:")
        .hasMessageEndingWith(": The database refuses our user or password");
  }

  @Test
  void a_database_that_is_not_there_is_named() {
    var fault = refused(server.address("nowhere"));
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE);
    assertThat(fault).hasMessageEndingWith("/nowhere: The database does not exist");
  }

  @Test
  void a_server_that_is_not_there_or_never_answers_is_given_up_soon() throws Exception {
    int port;
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = mute.getLocalPort();
      var fault = refused("postgresql://u:hunter2@127.0.0.1:" + port + "/d");
      assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
    }
    var gone = refused("postgresql://u:hunter2@127.0.0.1:" + port + "/d");
    assertThat(gone.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
    assertThat(gone).hasMessage("postgresql://127.0.0.1:" + port + "/d: The store does not answer");
  }

  @Test
  void a_database_that_acknowledges_before_it_has_written_is_refused() throws Exception {
    var url = server.newDatabase();
    var name = url.substring(url.lastIndexOf('/') + 1);
    server.execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
    var fault = refused(url);
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE);
    assertThat(fault).hasMessageContaining("synchronous_commit");
  }

  @Test
  void a_database_that_can_only_be_read_still_answers_reads() throws Exception {
    var url = server.newDatabase();
    var name = url.substring(url.lastIndexOf('/') + 1);
    Examples examples;
    try (var store = open(url)) {
      examples = new Examples(store.sessions());
      examples.inserted(examples.connected());
    }
    server.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
    try (var store = open(url)) {
      var sessions = store.sessions();
      var session = sessions.ofUser(examples.workspace, "user 1", 1).getFirst();
      assertThatThrownBy(() -> sessions.delete(session.key()))
          .isInstanceOf(Fault.class)
          .hasMessage("The store cannot be written");
      assertThat(sessions.find(examples.workspace, session.key().id())).isPresent();
    }
  }

  @Test
  void a_network_that_dies_is_a_fault_soon_and_is_got_over_when_it_is_back() throws Exception {
    var url = server.newDatabase();
    try (var proxy = new StallingProxy(server.port());
        var store = open(url.replace(":" + server.port(), ":" + proxy.port()))) {
      var examples = new Examples(store.sessions());
      var session = examples.inserted(examples.connected());
      proxy.stall(true);
      for (var i = 0; i < 3; i++) {
        var before = System.nanoTime();
        var fault =
            catchThrowableOfType(
                Fault.class, () -> store.sessions().find(examples.workspace, session.key().id()));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
      }
      assertThat(store.isHealthy()).isFalse();
      proxy.stall(false);
      var giveUp = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (!store.isHealthy()) assertThat(System.nanoTime()).isLessThan(giveUp);
      assertThat(examples.stored(session)).isEqualTo(session);
    }
  }

  private static PostgresEngine engine() throws Exception {
    return PostgresEngine.open(PostgresAddress.parse(server.newDatabase()));
  }

  @Test
  void a_transaction_that_the_database_takes_back_is_run_again_a_few_times() throws Exception {
    try (Engine engine = engine()) {
      var tries = new AtomicInteger();
      var refusals = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$";
      assertThat(
              engine.<Integer>write(handle -> {
                if (tries.incrementAndGet() < 4) handle.execute(refusals);
                return tries.get();
              }))
          .isEqualTo(4);
      assertThatThrownBy(() -> engine.write(handle -> handle.execute(refusals)))
          .isInstanceOf(Fault.class)
          .hasMessage("The store does not answer");
    }
  }

  @Test
  void nothing_is_left_in_the_servers_session_that_a_pooler_would_mix_up() throws Exception {
    try (Engine engine = engine()) {
      var sessions = new Store(engine).sessions();
      var examples = new Examples(sessions);
      for (var i = 0; i < 10; i++) examples.stored(examples.inserted(examples.connected()));
      assertThat(
              engine.<Integer>read(handle -> {
                for (var i = 0; i < 10; i++)
                  handle.createQuery("SELECT :i").bind("i", i).mapTo(Integer.class).one();
                return handle
                    .createQuery("SELECT count(*) FROM pg_prepared_statements")
                    .mapTo(Integer.class)
                    .one();
              }))
          .isZero();
    }
  }
}
