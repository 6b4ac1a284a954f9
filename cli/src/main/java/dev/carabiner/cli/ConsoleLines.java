package dev.carabiner.cli;

import java.net.URI;

/// What is said of the console on the terminal. The link of the first start goes to the terminal
/// alone, never into a log record: whoever has it can use it.
final class ConsoleLines {
  private ConsoleLines() {}

  static String setup(URI link) {
    return "Nobody may work at the console yet. This link makes the first administrator, once, within an hour:\n  "
        + link;
  }
}
