package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.providers.EntryWords;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `providers show ID [--config FILE] [--json]`
final class ProvidersShowCommand implements Command {
  private static final String CALLBACK = "/connected_apps/callback/";

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(this, "show", "Says how to register at a provider and how it behaves.");
    spec.addPositional(Words.argument("ID", "which provider"));
    CatalogueOption.addOption(spec);
    spec.addOption(
        Words.flag("--json", "the entry with all that it inherits, as one JSON document"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    var option = CatalogueOption.of(given, terminal);
    String id = given.matchedPositionalValue(0, "");
    var entry = option.catalogue().entry(id);
    if (entry.isEmpty())
      throw new CommandFailed(
          "there is no provider "
              + Failure.printable(id)
              + "; providers list --search TEXT finds one");
    if (given.hasMatchedOption("--json")) {
      terminal.say(Json.write(EntryJson.of(entry.get())));
      return 0;
    }
    var words = new EntryWords(entry.get());
    terminal.say(Failure.printable(words.name() + " (" + id + ")"));
    redirectUris(option, id, terminal);
    for (var section : words.sections()) {
      terminal.say("");
      terminal.say(section.heading());
      section.lines().forEach(line -> terminal.say("  " + Failure.printable(line)));
    }
    return 0;
  }

  private static void redirectUris(CatalogueOption option, String id, Terminal terminal) {
    if (option.settings().isEmpty()) {
      terminal.say("Redirect URI to register: {server.url}" + CALLBACK + "{key of the app}");
      return;
    }
    var settings = option.settings().get().settings();
    var keys =
        settings.declared().apps().stream()
            .filter(app -> app.app().provider().id().equals(id))
            .map(app -> app.app().key().toString())
            .toList();
    for (var key : keys.isEmpty() ? List.of("{key of the app}") : keys)
      terminal.say(
          "Redirect URI to register: "
              + settings.server().url()
              + CALLBACK
              + Failure.printable(key));
    var provider = option.catalogue().find(id).orElseThrow();
    provider
        .about()
        .registration()
        .callbackRules()
        .warnings(URI.create(settings.server().url() + CALLBACK + "app"))
        .forEach(warning ->
            terminal.say("  " + Failure.printable(provider.name() + " may refuse it: " + warning)));
  }
}
