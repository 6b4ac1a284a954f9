package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A command in a process of its own.
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path out;
  private final Path err;

  private Running(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Running start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            Main.class.getName()));
    line.addAll(List.of(arguments));
    var out = Files.createTempFile(folder, "out", ".txt");
    var err = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  private static String classPath() {
    var own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, own);
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /// The exit code, once there is one.
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
      throw new AssertionError("does not end:\n" + out() + err());
    return process.exitValue();
  }

  /// Waits for a line that contains `text`.
  void awaitLine(String text) throws InterruptedException {
    await(() -> out().contains(text), text);
  }

  void awaitFile(Path file) throws InterruptedException {
    await(() -> Files.exists(file), file.toString());
  }

  /// Waits until the address answers 200.
  void awaitOk(String address) throws InterruptedException {
    await(() -> status(address) == 200, address);
  }

  private void await(BooleanSupplier condition, String what) throws InterruptedException {
    var end = InstantSource.system().instant().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || InstantSource.system().instant().isAfter(end))
        throw new AssertionError("no " + what + " from:\n" + out() + err());
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  static int status(String address) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException nobody) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
