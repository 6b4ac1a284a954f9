package dev.carabiner.cli;

import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.app.SettingsReading;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The providers that a command speaks of: the built-in ones, and those of a settings file.
record CatalogueOption(Catalogue catalogue, Optional<SettingsReading> settings) {
  static void addOption(CommandSpec spec) {
    spec.addOption(
        Words.file(
            "--config", "a settings file whose providers come on top, and whose URL counts"));
  }

  static CatalogueOption of(ParseResult given, Terminal terminal) {
    @Nullable Path file = given.matchedOptionValue("--config", null);
    if (file == null) return new CatalogueOption(Catalogue.builtIn(), Optional.empty());
    var reading = new SettingsReader(terminal.environment()).read(file);
    var reader = new ProviderReader(Catalogue.builtIn());
    var own = reading.settings().declared().providers().stream().map(reader::read).toList();
    return new CatalogueOption(Catalogue.builtIn().with(own), Optional.of(reading));
  }
}
