package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .filter(thread -> !thread.getName().startsWith("HttpClient"))
        .collect(Collectors.toSet());
  }

  @Test
  void closing_leaves_no_thread_behind() throws Exception {
    new HeldOpen();
    Set<Thread> before = threads();
    Sandbox sandbox = Sandbox.start(Application.automatic());
    new Application(sandbox).connect("openid");
    assertThat(threads()).hasSizeGreaterThan(before.size());
    sandbox.close();
    Set<Thread> started = threads();
    started.removeAll(before);
    for (Thread thread : started) {
      thread.join(5000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  /** Loads what starts threads of its own, once. */
  private static final class HeldOpen {
    HeldOpen() {
      try (Sandbox first = Sandbox.start(Application.automatic())) {
        new Application(first).get("/");
      }
    }
  }

  @Test
  void closing_cuts_what_is_held_or_delayed() throws Exception {
    Sandbox sandbox = Sandbox.start(Application.automatic());
    Application application = new Application(sandbox);
    sandbox.control().fail(Fault.at(Endpoint.JWKS).delay(Duration.ofMinutes(5)));
    Hold hold = sandbox.control().hold(Endpoint.DISCOVERY);
    CompletableFuture<?> held =
        CompletableFuture.runAsync(() -> application.get("/.well-known/openid-configuration"));
    hold.awaitArrival();
    long start = System.nanoTime();
    sandbox.close();

    assertThatThrownBy(held::join).hasCauseInstanceOf(UncheckedIOException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    sandbox.close();
  }

  @Test
  void a_taken_port_is_a_clear_error() {
    try (Sandbox first = Sandbox.start(SandboxSettings.defaults())) {
      assertThatThrownBy(() -> Sandbox.start(SandboxSettings.defaults().withPort(first.port())))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("the sandbox cannot listen on 127.0.0.1:" + first.port());
    }
  }

  @Test
  void it_listens_where_it_is_told() {
    try (Sandbox named = Sandbox.start(SandboxSettings.defaults().withHost("localhost"))) {
      assertThat(named.issuer()).hasHost("localhost").hasPort(named.port());
      assertThat(new Application(named).get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void its_clock_is_the_one_of_the_settings() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withClock(() -> noon))) {
      sandbox.control().advance(Duration.ofSeconds(5));

      assertThat(sandbox.control().now()).isEqualTo(noon.plusSeconds(5));
    }
  }

  @Test
  void with_a_state_file_grants_and_key_outlive_a_restart(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/sandbox.json");
    SandboxSettings settings =
        Application.automatic().withStateFile(file).withRotation(Rotation.strict());
    String keys;
    Application.Reply connected;
    Application.Reply withdrawn;
    String used;
    try (Sandbox first = Sandbox.start(settings)) {
      Application application = new Application(first);
      keys = application.get("/jwks").body();
      withdrawn = application.connect("openid offline_access");
      first.control().withdraw(Selection.all());
      used = application.connect("openid offline_access").text("refresh_token");
      connected = application.refresh(used);
    }
    String kept = Files.readString(file);
    try (Sandbox second = Sandbox.start(settings)) {
      Application application = new Application(second);

      assertThat(application.get("/jwks").body()).isEqualTo(keys);
      assertThat(application.me(connected.text("access_token")).status()).isEqualTo(200);
      assertThat(application.me(withdrawn.text("access_token")).status()).isEqualTo(401);
      assertThat(application.refresh(connected.text("refresh_token")).status()).isEqualTo(200);
      assertThat(application.refresh(used).text("error")).isEqualTo("invalid_grant");
      assertThat(application.me(connected.text("access_token")).status()).isEqualTo(401);
    }
    assertThat(kept)
        .doesNotContain(connected.text("access_token"), connected.text("refresh_token"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_state_file_that_cannot_be_written_stops_the_start(@TempDir Path folder) throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "");
    Path file = notAFolder.resolve("state.json");

    assertThatThrownBy(() -> Sandbox.start(SandboxSettings.defaults().withStateFile(file)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the sandbox cannot write " + file);
  }

  @Test
  void a_state_file_of_something_else_stops_the_start(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("state.json"), "{\"grants\": 7}");

    assertThatThrownBy(() -> Sandbox.start(SandboxSettings.defaults().withStateFile(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file + " is not a sandbox's state file");
    assertThat(Files.readString(file)).isEqualTo("{\"grants\": 7}");
  }
}
