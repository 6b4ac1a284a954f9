package dev.carabiner.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command.
interface Command {
  /// Its name, options and description.
  CommandSpec spec();

  /// Does it.
  ///
  /// @return the exit code
  /// @throws CommandFailed with the one line to say
  int run(ParseResult given, Terminal terminal) throws IOException, InterruptedException;
}
