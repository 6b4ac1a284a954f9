package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.story.BentWire.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts that do not fit, and such as nobody can do anything with any more.
@Tag("real")
class JournalFaultsTest {
  /// More than a record of the journal takes.
  private static final int TOO_LONG = 70 * 1024;

  @TempDir Path folder;
  private volatile boolean noGrantIsStored;
  private final List<Journal> journals = new CopyOnWriteArrayList<>();
  private Scene scene;

  @BeforeEach
  void open() {
    var seams =
        new Seams(
            this::refusing,
            UnaryOperator.identity(),
            real -> {
              journals.add(real);
              return real;
            });
    scene = new Scene(folder, Rotation.none(), "none", seams, UnaryOperator.identity());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D7 an answer that is too long for the journal goes into the store all the same")
  void an_answer_too_long_for_the_journal_is_not_lost() {
    var session = scene.house.connect("56");
    var scopes = "notes.read " + "s".repeat(TOO_LONG);
    scene
        .house
        .sandbox
        .control()
        .fail(
            Fault.atToken("refresh_token")
                .respond(
                    200,
                    "{\"access_token\":\"new\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"%s\"}"
                        .formatted(scopes)));
    scene.jumpPastTheEnd();
    assertThat(scene.token(session)).isEqualTo("new");

    scene.jumpPastTheEnd();
    assertThat(scene.works(session)).as("the journal goes on").isTrue();
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2);
    assertThat(openEntries()).isZero();
  }

  @Test
  @DisplayName("K4 an exchange whose app has gone meanwhile is not replayed for ever")
  void an_exchange_of_an_app_that_is_gone_ends() throws Exception {
    var link = scene.house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(link.text("url"));
    noGrantIsStored = true;
    try (var hold = scene.house.sandbox.control().hold("authorization_code");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = threads.submit(() -> browser.get(callback).statusCode());
      hold.awaitArrival();
      execute("DELETE FROM apps WHERE app_key = 'sandbox'");
      hold.release();
      assertThat(answer.get()).isEqualTo(500);
    }
    noGrantIsStored = false;
    assertThat(journals.getFirst().kept().getLast().records()).as("asked and granted").hasSize(2);
    Eventually.holds(() -> openEntries() == 0);
    assertThat(scene.wire.calls(Operation.EXCHANGE)).hasSize(1);
  }

  private long openEntries() {
    return journals.getFirst().kept().stream().filter(kept -> !kept.ended()).count();
  }

  private SessionStore refusing(SessionStore real) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (_, method, arguments) -> {
              if (noGrantIsStored && method.getName().equals("commit") && isGrant(arguments[0]))
                throw new IllegalStateException("The store was to fail");
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static boolean isGrant(Object argument) {
    return argument instanceof Change change
        && change.steps().stream()
            .anyMatch(step ->
                step instanceof Change.Step.ReplaceSession(_, var next)
                    && next.grant().tokens().isPresent());
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + scene.house.folder.resolve("data/carabiner.db"));
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
