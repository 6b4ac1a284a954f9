package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where a command speaks, and what surrounds it.
///
/// @param out for what was asked for
/// @param err for what went wrong
/// @param environment the variables
/// @param in what the person types
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, InputStream in) {
  Terminal {
    environment = Map.copyOf(environment);
  }

  /// Where nobody types.
  Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
    this(out, err, environment, InputStream.nullInputStream());
  }

  /// The process's own.
  static Terminal ofProcess() {
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        System.getenv(),
        System.in);
  }

  /// Asks a question on the side.
  ///
  /// @return whether the person said yes; false too when nobody is there
  boolean agrees(String question) throws IOException {
    err.print(question + " [y/N] ");
    err.flush();
    var line = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
    return line != null && Set.of("y", "yes").contains(line.strip().toLowerCase(Locale.ROOT));
  }

  /// A line for what was asked for.
  void say(String line) {
    out.println(line);
  }
}
