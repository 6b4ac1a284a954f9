package dev.carabiner.cli;

import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.app.SettingsReading;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/// The settings file that a command line names.
final class SettingsFile {
  private static final Path USUAL = Path.of("carabiner.yaml");

  private SettingsFile() {}

  /// The settings in force.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when the file is missing or wrong
  static SettingsReading read(ParseResult given, Terminal terminal) {
    return new SettingsReader(terminal.environment())
        .read(given.matchedOptionValue("--config", USUAL));
  }
}
