package dev.carabiner.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `version`
final class VersionCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Words.command(this, "version", "Says which version this is, and on which Java it runs.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    terminal.say("carabiner " + Version.text() + " (Java " + Runtime.version() + ")");
    return 0;
  }
}
