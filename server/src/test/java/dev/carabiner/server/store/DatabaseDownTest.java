package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How soon somebody who wants one row is told that the database is down, and how soon it is there
/// again.
@Tag("real")
class DatabaseDownTest {
  /// Three seconds for an answer, and what a busy machine adds.
  private static final Duration TOLD = Duration.ofSeconds(4);

  private static final Duration BACK = Duration.ofSeconds(5);

  /// Long enough for every pause between two tries to have grown.
  private static final Duration LONG = Duration.ofSeconds(14);

  private static PostgresServer server;
  private StallingProxy proxy;
  private Store store;
  private Examples examples;
  private Session session;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = PostgresServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    proxy = new StallingProxy(server.port());
    var url = server.newDatabase().replace(":" + server.port(), ":" + proxy.port());
    store = Stores.open(StoreSettings.parse(url, Path.of(".")), InstantSource.system());
    examples = new Examples(store.sessions());
    session = examples.inserted(examples.connected());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    proxy.close();
  }

  @Test
  @DisplayName("D1 a read of a database that does not answer is given up soon")
  void a_database_that_does_not_answer_is_told_soon() throws Exception {
    proxy.stall(true);
    for (var i = 0; i < 4; i++) assertThat(refusal("stalled")).isLessThan(TOLD);
  }

  @Test
  @DisplayName("D1 so it is while writes wait for the same database")
  void writes_that_wait_hold_up_no_refusal() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      proxy.stall(true);
      for (var i = 0; i < 6; i++)
        // each meets its own fault
        threads.execute(
            () -> catchThrowableOfType(Fault.class, () -> store.nodes().beat("somebody")));
      assertThat(refusal("stalled under writes")).isLessThan(TOLD);
    }
  }

  @Test
  @DisplayName("D1 a read of a database that refuses connections is given up as soon")
  void a_database_that_refuses_is_told_soon() throws Exception {
    proxy.refuse(true);
    for (var i = 0; i < 4; i++) assertThat(refusal("refused")).isLessThan(TOLD);
  }

  @Test
  @DisplayName("D1 a database that was away for long is used again within 5 seconds")
  void after_a_long_outage_it_is_there_again_soon() throws Exception {
    proxy.refuse(true);
    awayFor(LONG);
    proxy.refuse(false);
    assertThat(untilBack("refused")).isLessThan(BACK);
    proxy.stall(true);
    awayFor(LONG);
    proxy.stall(false);
    assertThat(untilBack("stalled")).isLessThan(BACK);
  }

  private Duration refusal(String how) {
    var begun = System.nanoTime();
    var fault = catchThrowableOfType(Fault.class, this::read);
    var taken = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println(how + ": refused after " + taken.toMillis() + " ms");
    assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
    return taken;
  }

  private Duration untilBack(String from) {
    var begun = System.nanoTime();
    while (!store.isHealthy())
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BACK.multipliedBy(2));
    var taken = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println(from + ": back after " + taken.toMillis() + " ms");
    assertThat(examples.stored(session)).isEqualTo(session);
    return taken;
  }

  /// Counts from the moment it is seen to be away.
  private void awayFor(Duration time) {
    var latest = System.nanoTime() + BACK.toNanos();
    while (store.isHealthy()) assertThat(System.nanoTime()).isLessThan(latest);
    var end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) assertThat(store.isHealthy()).isFalse();
  }

  private void read() {
    var _ = store.sessions().find(examples.workspace, session.key().id());
  }
}
