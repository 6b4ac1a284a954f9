package dev.carabiner.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Commands under one name.
record Group(String name, String description, List<Command> members) implements Command {
  Group {
    members = List.copyOf(members);
  }

  @Override
  public CommandSpec spec() {
    var spec = Words.command(this, name, description);
    for (var member : members) {
      var below = member.spec();
      spec.addSubcommand(below.name(), new CommandLine(below));
    }
    return spec;
  }

  /// A group alone asks for nothing.
  @Override
  public int run(ParseResult given, Terminal terminal) {
    throw new ParameterException(given.commandSpec().commandLine(), "a command is missing");
  }
}
