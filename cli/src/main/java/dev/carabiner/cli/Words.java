package dev.carabiner.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The words that commands are spelled with.
final class Words {
  private Words() {}

  /// A command that knows `--help` and `--verbose`.
  static CommandSpec command(Command command, String name, String description) {
    var spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(description).width(100).sortOptions(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("says what the command does")
            .order(100)
            .build());
    spec.addOption(
        OptionSpec.builder("--verbose")
            .type(boolean.class)
            .description("shows the stack of a failure")
            .order(101)
            .build());
    return spec;
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec port(String description) {
    return OptionSpec.builder("--port")
        .type(Integer.class)
        .paramLabel("N")
        .description(description)
        .build();
  }

  static OptionSpec file(String name, String description) {
    return OptionSpec.builder(name)
        .type(Path.class)
        .paramLabel("FILE")
        .description(description)
        .build();
  }

  static OptionSpec config() {
    return file("--config", "the settings file; carabiner.yaml without it");
  }

  /// The one argument that a command needs.
  static PositionalParamSpec argument(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }
}
