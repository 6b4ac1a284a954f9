package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;

/// Where a command speaks, and what surrounds it.
///
/// @param out for what was asked for
/// @param err for what went wrong
/// @param environment the variables
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
  Terminal {
    environment = Map.copyOf(environment);
  }

  /// The process's own.
  static Terminal ofProcess() {
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        System.getenv());
  }

  /// A line for what was asked for.
  void say(String line) {
    out.println(line);
  }
}
