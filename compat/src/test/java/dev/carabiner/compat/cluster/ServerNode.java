package dev.carabiner.compat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One node: its folder and port, and the process that runs there now.
final class ServerNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> QUICK_START =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xlog:disable",
          "-Dslf4j.internal.verbosity=ERROR",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Path settings;
  private final URI address;
  private final List<String> before;
  private List<String> furtherOptions = List.of();
  private Process process;
  private BufferedReader said;
  private int managementPort;

  /// @param settings its settings file; its log goes beside it
  /// @param address where it answers
  /// @param before what the command line begins with, before `java`
  ServerNode(Path settings, URI address, String... before) {
    this.settings = settings;
    this.address = address;
    this.before = List.of(before);
    this.process = launch();
    this.said = process.inputReader(UTF_8);
  }

  /// Where it answers.
  URI address() {
    return address;
  }

  /// Forgets what it kept beside the database, as another machine has nothing of it.
  void loseJournal() {
    Commands.run("rm", "-r", settings.resolveSibling("journal").toString());
  }

  /// How much its journal takes on the disk.
  long journalBytes() {
    try (var files = Files.list(settings.resolveSibling("journal"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Its log.
  Path log() {
    return settings.resolveSibling("node.log");
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Starts its process again, and returns at once; see [#awaitReady()].
  void launchAgain(String... arguments) {
    assertThat(process.isAlive()).as("the former process").isFalse();
    process = launch(arguments);
    said = process.inputReader(UTF_8);
  }

  /// The same, and returns once it answers.
  void restart() {
    launchAgain();
    awaitReady();
  }

  /// From its next start on, with these options of the JVM too; a later one wins.
  ServerNode withOptions(String... options) {
    furtherOptions = List.of(options);
    return this;
  }

  /// Returns once it answers.
  ServerNode awaitReady() {
    if (!becomesReady()) throw new AssertionError("a node did not start: see " + log());
    return this;
  }

  /// Whether it answers in the end; false if its process ends instead.
  boolean becomesReady() {
    var line = hear();
    if (line.isEmpty()) {
      awaitEnd();
      return false;
    }
    managementPort = Integer.parseInt(line.substring("ready ".length()));
    return true;
  }

  /// Where its health is.
  URI readiness() {
    return URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
  }

  /// Lets it die at that point.
  ServerNode dieAt(String point) {
    try {
      var orders = process.outputWriter(UTF_8);
      orders.write("die-at " + point + "\n");
      orders.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    assertThat(hear()).isEqualTo("die-at " + point);
    return this;
  }

  /// Returns once it has died where it was told to.
  void awaitDeath() {
    assertThat(awaitEnd()).as("how the process ended").isEqualTo(KillPoints.KILLED);
  }

  /// Returns its exit code once it has ended.
  int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        throw new AssertionError("a node still runs: see " + log());
      return process.exitValue();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  /// `kill -9`, and returns at once.
  void strike() {
    process.destroyForcibly();
  }

  /// `kill -9`, and returns once it is dead.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// SIGTERM, and returns at once.
  void terminate() {
    process.toHandle().destroy();
  }

  /// SIGSTOP: stands still in the middle of whatever it does.
  void freeze() {
    Commands.run("kill", "-STOP", Long.toString(pid()));
  }

  /// SIGCONT.
  void thaw() {
    Commands.run("kill", "-CONT", Long.toString(pid()));
  }

  /// Whatever happened to it: it answers when this returns.
  void mend() {
    if (isAlive()) thaw();
    else restart();
  }

  @Override
  public void close() {
    if (process.isAlive()) kill();
  }

  private Process launch(String... arguments) {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK_START);
    command.addAll(furtherOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
    command.add(settings.toString());
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Its next line; empty if it ended instead.
  private String hear() {
    try {
      var line = said.readLine();
      return line == null ? "" : line;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
