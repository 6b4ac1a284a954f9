package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.app.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class BackupCommandTest {
  @TempDir Path scratch;
  private DevFolder folder;
  private Playground playground;
  private ConnectedAppsApi api;

  @BeforeEach
  void a_server_with_a_sandbox() throws Exception {
    folder = DevFolder.in(scratch);
    var identity = folder.identity();
    var ports = Ports.free(3);
    var url = "http://127.0.0.1:" + ports.get(0);
    var plan = new DevPlan(ports.get(0), ports.get(1), ports.get(2), url, List.of(), true);
    PrivateFile.replace(folder.settings(), plan.settings(identity).getBytes(UTF_8));
    var settings = new SettingsReader(Map.of()).read(folder.settings()).settings();
    playground = Playground.start(plan, identity, settings, new DemoClock(), sandbox -> sandbox);
    api =
        new ConnectedAppsApi(
            ApiClient.builder()
                .baseUrl(url)
                .clientCredentials(identity.clientId(), identity.clientSecret())
                .build());
  }

  @AfterEach
  void all_ends() {
    playground.close();
    LogLines.install(LogLevel.INFO);
  }

  @Test
  void a_copy_of_a_running_server_holds_what_was_committed_and_can_be_restored() throws Exception {
    var session = connect("ada");
    var copy = scratch.resolve("copy.db");

    var ran = backup(folder.settings(), copy);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("Copied the store to " + copy + ": " + Files.size(copy) + " bytes\n")
        .contains("The master key is not in it")
        .contains("`carabiner serve --passive`");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThat(shown(session)).startsWith("Works: ");

    var later = connect("grace");
    playground.close();
    restore(copy);
    assertThat(shown(session)).startsWith("Works: ");
    assertThat(sessions("show", later).err()).contains("INVALID_SESSION");
  }

  @Test
  void a_copy_is_whole_while_the_server_writes() throws Exception {
    var before = connect("ada");
    var isOver = new AtomicBoolean();
    var written = new AtomicInteger();
    var writer =
        Thread.startVirtualThread(() -> {
          while (!isOver.get()) {
            api.getConnectedAppAuthUrl("sandbox", "grace");
            written.incrementAndGet();
          }
        });
    var copies = new ArrayList<Path>();
    try {
      for (var i = 0; i < 3; i++) {
        copies.add(scratch.resolve(i + ".db"));
        assertThat(backup(folder.settings(), copies.getLast()).err()).isEmpty();
      }
    } finally {
      isOver.set(true);
      writer.join();
    }
    assertThat(written.get()).isPositive();
    playground.close();
    restore(copies.getLast());
    assertThat(shown(before)).startsWith("Works: ");
  }

  @Test
  void without_a_server_the_store_is_copied_too() throws Exception {
    connect("ada");
    playground.close();
    var copy = scratch.resolve("copy.db");
    assertThat(backup(folder.settings(), copy).code()).isZero();
    assertThat(copy).isNotEmptyFile();
  }

  @Test
  void a_file_that_is_there_is_never_overwritten() throws Exception {
    var copy = Files.writeString(scratch.resolve("copy.db"), "another backup");
    var ran = backup(folder.settings(), copy);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "carabiner: " + copy + " is there already and is not overwritten; name another file\n");
    assertThat(copy).hasContent("another backup");
  }

  @Test
  void a_copy_that_fails_leaves_nothing_behind() throws Exception {
    playground.close();
    Files.writeString(store(), "no database at all, but a text of some length".repeat(100));
    var copies = Files.createDirectory(scratch.resolve("copies"));
    var ran = backup(folder.settings(), copies.resolve("copy.db"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("carabiner: the store in " + store() + " cannot be copied");
    assertThat(copies).isEmptyDirectory();
  }

  @Test
  void no_store_and_a_folder_that_is_not_there_are_one_line_each() throws Exception {
    var nowhere = backup(folder.settings(), scratch.resolve("none/copy.db"));
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).startsWith("carabiner: there is no file ").hasLineCount(1);

    playground.close();
    Files.delete(store());
    var ran = backup(folder.settings(), scratch.resolve("copy.db"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "carabiner: there is no store at " + store() + " yet; check store.url and --config\n");
    assertThat(store()).doesNotExist();
  }

  @Test
  void postgresql_is_left_to_its_own_means() throws Exception {
    var settings = scratch.resolve("carabiner.yaml");
    Files.writeString(
        settings,
        "server: {url: 'http://127.0.0.1:8080'}\nstore: {url: 'postgresql://carabiner@127.0.0.1:1/carabiner'}\n");
    var copy = scratch.resolve("copy.db");
    var ran = backup(settings, copy);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "carabiner: the store is a PostgreSQL database: back it up with pg_dump, or as you"
                + " back up your other databases\n");
    assertThat(copy).doesNotExist();
  }

  private Path store() {
    var settings = new SettingsReader(Map.of()).read(folder.settings()).settings();
    return settings.dataFolder().resolve("carabiner.db");
  }

  private void restore(Path copy) throws Exception {
    Files.copy(copy, store(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Ran backup(Path settings, Path copy) {
    return Ran.of("backup", copy.toString(), "--config", settings.toString());
  }

  private String shown(String session) {
    return sessions("show", session).out();
  }

  private Ran sessions(String command, String session) {
    return Ran.of("sessions", command, session, "--config", folder.settings().toString());
  }

  private String connect(String user) throws Exception {
    var link = api.getConnectedAppAuthUrl("sandbox", user);
    try (var browser = new DemoBrowser(_ -> {})) {
      assertThat(browser.open(link.url()).getPath()).isEqualTo("/connected");
    }
    return link.sessionId();
  }
}
