package dev.carabiner.cli;

import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.EntryPages;
import dev.carabiner.server.providers.Lint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `providers docs [--checkout DIR]`
final class ProvidersDocsCommand implements Command {
  private static final Path ENTRIES = Path.of("server/src/main/resources/catalogue");
  private static final Path PAGES = Path.of("docs/providers");

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "docs",
            "In a checkout: lists the catalogue's files and makes the docs' page of each provider.");
    spec.addOption(Words.file("--checkout", "the checkout's folder; this folder without it"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    Path checkout = given.matchedOptionValue("--checkout", Path.of("."));
    var entries = checkout.resolve(ENTRIES);
    if (!Files.isDirectory(entries))
      throw new CommandFailed(checkout + " is no checkout; name one with --checkout");
    var catalogue = Catalogue.in(entries);
    var lint = new Lint(catalogue, InstantSource.system().instant());
    var good = new ArrayList<String>();
    for (var id : catalogue.ids()) {
      var complaints = lint.of(catalogue.written(id).orElseThrow()).complaints();
      complaints.forEach(line -> terminal.err().println(Failure.printable(line)));
      if (complaints.isEmpty()) good.add(id);
    }
    good.removeIf(id ->
        catalogue
            .written(id)
            .flatMap(entry -> entry.get("variant_of"))
            .filter(parent -> !good.contains(parent.text()))
            .isPresent());
    Files.writeString(entries.resolve("contents.txt"), String.join("\n", good) + "\n");
    var pages = new EntryPages(catalogue);
    var folder = checkout.resolve(PAGES);
    for (var id : catalogue.ids()) {
      var file = folder.resolve(id + ".md");
      var present =
          Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.<String>empty();
      Files.writeString(file, pages.page(id, present));
    }
    Files.writeString(folder.resolve(EntryPages.INDEX), pages.index());
    terminal.say(good.size() + " of " + catalogue.ids().size() + " entries are listed");
    return good.size() == catalogue.ids().size() ? 0 : 1;
  }
}
