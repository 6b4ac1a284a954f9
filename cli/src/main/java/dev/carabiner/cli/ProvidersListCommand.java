package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.providers.EntryWords;
import dev.carabiner.server.providers.TestedBy;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `providers list [--json] [--search TEXT] [--category C]`
final class ProvidersListCommand implements Command {
  private static final List<String> HEAD =
      List.of("ID", "NAME", "CATEGORIES", "CONFIDENCE", "DEPTH");

  @Override
  public CommandSpec spec() {
    var spec = Words.command(this, "list", "Lists the providers of the catalogue.");
    spec.addOption(Words.value("--search", "TEXT", "only those with TEXT in id or name"));
    spec.addOption(Words.value("--category", "C", "only those of this category"));
    CatalogueOption.addOption(spec);
    spec.addOption(Words.flag("--json", "one JSON document"));
    return spec;
  }

  /// What a line tells of one provider.
  private record Row(
      String id, String name, List<String> categories, String confidence, String depth) {
    static Row of(String id, EntryWords words) {
      return new Row(
          id,
          words.name(),
          words.texts("categories"),
          words.text("confidence").orElse("own"),
          words.text("depth").orElse("basic"));
    }

    boolean matches(String search, String category) {
      return (id + "\n" + name).toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT))
          && (category.isEmpty() || categories.contains(category));
    }

    List<String> cells() {
      return List.of(id, name, String.join(", ", categories), confidence, depth);
    }
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    var catalogue = CatalogueOption.of(given, terminal).catalogue();
    var search = given.matchedOptionValue("--search", "");
    var category = given.matchedOptionValue("--category", "");
    var rows =
        catalogue.ids().stream()
            .map(id -> Row.of(id, new EntryWords(catalogue.entry(id).orElseThrow())))
            .filter(row -> row.matches(search, category))
            .toList();
    if (given.hasMatchedOption("--json")) json(rows, terminal);
    else Table.of(HEAD, rows.stream().map(Row::cells).toList()).print(terminal);
    return 0;
  }

  private static void json(List<Row> rows, Terminal terminal) {
    var testedBy = TestedBy.builtIn();
    var array = Json.array();
    for (var row : rows) {
      var object =
          array
              .addObject()
              .put("id", row.id())
              .put("name", row.name())
              .put("confidence", row.confidence())
              .put("depth", row.depth());
      var categories = object.putArray("categories");
      row.categories().forEach(categories::add);
      var tested = object.putArray("tested_by");
      // an operator's own entry was tested by nobody here, whatever its id
      if (!row.confidence().equals("own")) testedBy.of(row.id()).forEach(tested::add);
    }
    terminal.say(Json.write(array));
  }
}
