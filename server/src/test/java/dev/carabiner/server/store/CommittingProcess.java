package dev.carabiner.server.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// Another process that commits sessions into a store in a file, and prints `WORKSPACE ID` of each
/// one after its commit has returned, until it is killed.
final class CommittingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private CommittingProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  public static void main(String[] arguments) {
    var settings = StoreSettings.parse("sqlite:" + arguments[0], Path.of("."));
    var sessions = Stores.open(settings, InstantSource.system()).sessions();
    var examples = new Examples(sessions);
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var i = 0; i < 4; i++)
        threads.submit(() -> {
          while (true) {
            var session = examples.inserted(examples.connected());
            System.out.println(examples.workspace + " " + session.key().id());
          }
        });
    }
  }

  static CommittingProcess start(Path file) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CommittingProcess.class.getName(),
            file.toString());
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    return new CommittingProcess(builder.start());
  }

  /// The next commits that it acknowledged.
  List<String> acknowledged(int count) throws IOException {
    var lines = new ArrayList<String>();
    while (lines.size() < count) {
      var line = output.readLine();
      if (line == null) throw new IOException("the process ended too early");
      lines.add(line);
    }
    return lines;
  }

  /// Kills it without warning (SIGKILL) and gives what it had still acknowledged.
  List<String> kill() throws InterruptedException {
    // Through the handle: the process's own method would close its output, too.
    process.toHandle().destroyForcibly();
    process.waitFor();
    return output.lines().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
