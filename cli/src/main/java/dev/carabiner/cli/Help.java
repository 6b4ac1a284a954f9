package dev.carabiner.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `help [COMMAND…]`, which the program itself answers.
final class Help implements Command {
  @Override
  public CommandSpec spec() {
    var spec = Words.command(this, "help", "Says what a command does.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("COMMAND")
            .description("the command; all of them without it")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    throw new IllegalStateException("The program answers help itself");
  }
}
