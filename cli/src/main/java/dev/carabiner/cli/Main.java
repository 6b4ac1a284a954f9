package dev.carabiner.cli;

/// The program.
public final class Main {
  private Main() {}

  /// Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
  public static void main(String[] arguments) {
    System.exit(new Program(Terminal.ofProcess()).run(arguments));
  }
}
