package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.story.BentWire.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store, a journal or a clock in trouble: nothing is served that may be stale, nothing is asked
/// that could be lost, and what a provider has given lands when the ground is firm again.
@Tag("real")
class StoreFaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final Set<String> WRITES =
      Set.of("commit", "claim", "update", "delete", "takeDueRevocations", "replaceMetadata");

  @TempDir Path folder;
  private volatile boolean down;
  private volatile boolean full;
  private volatile boolean journalFull;
  private volatile boolean journalBroken;
  private volatile boolean claimsAnswerIsLost;
  private volatile Optional<Duration> slow = Optional.empty();
  private Scene scene;
  private String session;
  private String token;

  @BeforeEach
  void open() {
    var seams =
        new Seams(
            store -> around(SessionStore.class, store),
            UnaryOperator.identity(),
            journal -> around(Journal.class, journal));
    scene = new Scene(folder, Rotation.strict(), "strict", seams, UnaryOperator.identity());
    session = scene.house.connect("56");
    token = scene.token(session);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D1 with the store down no token is served from memory; it is back, they are back")
  void a_store_that_is_down_serves_nothing() {
    down = true;
    var answer = scene.house.read(session);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    down = false;
    assertThat(scene.token(session)).isEqualTo(token);
  }

  @Test
  @DisplayName("D2 a store that dies between a provider's answer and its commit loses nothing")
  void an_answer_lands_when_the_store_is_back() throws Exception {
    scene.jumpPastTheEnd();
    try (var hold = scene.house.sandbox.control().hold("refresh_token");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var read = threads.submit(() -> scene.house.read(session).status());
      hold.awaitArrival();
      down = true;
      hold.release();
      Eventually.holds(() -> !scene.wire.calls(Operation.REFRESH).isEmpty());
      assertThat(scene.house.read(session).status()).isEqualTo(503);
      down = false;
      assertThat(read.get()).isIn(200, 503);
    }
    Eventually.holds(() -> scene.works(session));
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
  }

  @Test
  @DisplayName("D5 a claim that is made and whose answer gets lost is used at once")
  void a_claim_whose_answer_is_lost_holds_up_nothing() {
    scene.jumpPastTheEnd();
    claimsAnswerIsLost = true;

    assertThat(scene.house.read(session).status()).isEqualTo(200);

    assertThat(claimsAnswerIsLost).isFalse();
    assertThat(scene.token(session)).isNotEqualTo(token);
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
  }

  @Test
  @DisplayName("D7 with the journal full no refresh begins, and living tokens are served")
  void with_the_journal_full_no_refresh_begins() {
    journalFull = true;
    scene.jumpIntoTheMargin();
    assertThat(scene.token(session)).isEqualTo(token);
    var link = scene.house.link("sandbox", "57");
    var browser = new Browser();
    var callback = browser.callbackOf(link.text("url"));
    assertThat(browser.get(callback).statusCode()).isEqualTo(503);
    scene.clock.jump(Duration.ofSeconds(25));
    assertThat(scene.house.read(session).status()).isEqualTo(503);
    assertThat(scene.wire.calls(Operation.REFRESH)).isEmpty();

    journalFull = false;
    assertThat(Browser.location(browser.get(callback)).getQuery()).doesNotContain("error=");
    scene.within(RECOVERY, () -> scene.works(session));
  }

  @Test
  @DisplayName("D7 with the store full living tokens are served, and the rest comes later")
  void with_the_store_full_living_tokens_are_served() {
    full = true;
    assertThat(scene.house.link("sandbox", "57").status()).isEqualTo(503);
    scene.jumpIntoTheMargin();
    assertThat(scene.token(session)).isEqualTo(token);
    assertThat(scene.house.revoke(session).status()).isEqualTo(503);
    scene.clock.jump(Duration.ofSeconds(25));
    assertThat(scene.house.read(session).status()).isEqualTo(503);
    assertThat(scene.wire.calls(Operation.REFRESH)).isEmpty();

    full = false;
    scene.within(RECOVERY, () -> scene.works(session));
  }

  @Test
  @DisplayName("D8 a journal that cannot be forced to its disk lets nothing leave for the provider")
  void with_a_broken_journal_nothing_is_asked() {
    journalBroken = true;
    scene.jumpPastTheEnd();
    assertThat(scene.house.read(session).status()).isEqualTo(503);
    assertThat(new Browser().connect(scene.house.link("sandbox", "57").text("url")).getQuery())
        .contains("error=server_error");
    assertThat(scene.wire.calls(Operation.REFRESH)).isEmpty();
    assertThat(scene.wire.calls(Operation.EXCHANGE)).hasSize(1);

    journalBroken = false;
    scene.within(RECOVERY, () -> scene.works(session));
  }

  @Test
  @DisplayName("D9 writes that take two seconds each hold up no read of a living token")
  void slow_writes_hold_up_no_living_read() throws Exception {
    scene.jumpPastTheEnd();
    var living = scene.house.connect("57");
    slow = Optional.of(Duration.ofSeconds(2));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> read = () -> scene.house.read(session).status();
      var waiting = IntStream.range(0, 50).mapToObj(_ -> threads.submit(read)).toList();
      var quick = 0;
      while (!waiting.stream().allMatch(java.util.concurrent.Future::isDone)) {
        assertThat(scene.house.read(living).status()).isEqualTo(200);
        quick++;
      }
      assertThat(quick).isGreaterThan(3);
      for (var each : waiting) assertThat(each.get()).isEqualTo(200);
    }
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
  }

  @Test
  @DisplayName("D11 a clock that goes back and ahead by ten minutes serves no dead token for long")
  void a_clock_that_jumps_serves_living_tokens() {
    scene.clock.jump(Duration.ofMinutes(-10));
    assertThat(scene.works(session)).isTrue();
    scene.clock.jump(Duration.ofMinutes(10));
    assertThat(scene.works(session)).isTrue();
    scene.jumpPastTheEnd();
    scene.clock.jump(Duration.ofMinutes(10));
    scene.within(RECOVERY, () -> scene.works(session));
    assertThat(scene.wire.spentTwice()).isEmpty();
  }

  @Test
  @DisplayName("D15 a flipped bit in one sealed token is that session's trouble alone")
  void a_flipped_bit_is_named_and_harms_no_other() throws Exception {
    var other = scene.house.connect("57");
    var file = scene.house.folder.resolve("data/carabiner.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var find = connection.prepareStatement("SELECT access_token FROM sessions WHERE id = ?");
        var change =
            connection.prepareStatement("UPDATE sessions SET access_token = ? WHERE id = ?")) {
      find.setString(1, session);
      byte[] sealed;
      try (var found = find.executeQuery()) {
        assertThat(found.next()).isTrue();
        sealed = found.getBytes(1);
      }
      sealed[sealed.length / 2] ^= 1;
      change.setBytes(1, sealed);
      change.setString(2, session);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }

    assertThat(scene.house.read(session).code()).isEqualTo("RECONNECT_REQUIRED");
    assertThat(scene.house.show(session).text("reason")).isEqualTo("data_corrupt");
    assertThat(scene.events(session, "session.needs_reconnect")).isEqualTo(1);
    assertThat(scene.works(other)).isTrue();
  }

  private <T> T around(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              meet(port, method.getName());
              try {
                var result = method.invoke(real, arguments);
                if (claimsAnswerIsLost && method.getName().equals("claim")) {
                  claimsAnswerIsLost = false;
                  throw new Fault(FaultCode.STORE_UNAVAILABLE, "The answer was to be lost");
                }
                return result instanceof Journal.Entry entry
                    ? around(Journal.Entry.class, entry)
                    : result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private void meet(Class<?> port, String method) throws InterruptedException {
    if (port == SessionStore.class) {
      if (down || (full && WRITES.contains(method)))
        throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store was to fail");
      if (slow.isPresent() && WRITES.contains(method)) Thread.sleep(slow.get());
    }
    if ((journalFull && method.equals("begin")) || (journalBroken && method.equals("write")))
      throw new Fault(FaultCode.JOURNAL_UNAVAILABLE, "The journal was to fail");
  }
}
