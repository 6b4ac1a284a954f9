package dev.carabiner.server.store.journal;

import dev.carabiner.vault.Sealed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// Another process that writes into a journal, and prints `ENTRY NUMBER` of each record after its
/// write has returned, until it is killed.
final class WritingProcess implements AutoCloseable {
  private static final int THREADS = 4;

  private final Process process;
  private final BufferedReader output;

  private WritingProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  public static void main(String[] arguments) {
    var journal = JournalFolder.open(Path.of(arguments[0]), InstantSource.system());
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (var i = 0; i < THREADS; i++)
        threads.submit(() -> {
          while (true) {
            var entry = journal.begin();
            for (var number = 0; number < 2; number++) {
              entry.write(record(entry.id(), number));
              System.out.println(entry.id() + " " + number);
            }
            entry.end();
          }
        });
    }
  }

  /// What the process writes as that record of that entry.
  static Sealed record(String entry, int number) {
    return Samples.sealed(entry + number, 1_000);
  }

  static WritingProcess start(Path folder) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            WritingProcess.class.getName(),
            folder.toString());
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    return new WritingProcess(builder.start());
  }

  /// The next writes that it acknowledged.
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
