package dev.carabiner.cli;

import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Lint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `providers lint [FILE…]`
final class ProvidersLintCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "lint",
            "Looks for mistakes in entries: one line FILE:LINE: KEY: what is wrong for each.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("FILE")
            .description(
                "a file of one entry, or a settings file; without it the built-in catalogue")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    var entries = new ArrayList<YamlTree.Branch>();
    for (var file : given.matchedPositionalValue(0, List.<Path>of())) entries.addAll(entries(file));
    var base = Catalogue.builtIn();
    if (!given.hasMatchedPositional(0))
      base.ids().forEach(id -> entries.add(base.written(id).orElseThrow()));
    var lint = new Lint(base, InstantSource.system().instant());
    var complaints = 0;
    for (var entry : entries) {
      var findings = lint.of(entry);
      findings.complaints().forEach(line -> terminal.say(Failure.printable(line)));
      findings
          .warnings()
          .forEach(line -> terminal.err().println("warning: " + Failure.printable(line)));
      complaints += findings.complaints().size();
    }
    if (complaints > 0) return 1;
    terminal.say(entries.size() == 1 ? "1 entry is fine" : entries.size() + " entries are fine");
    return 0;
  }

  /// The entries of a file of one entry, or of settings.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when it is neither
  static List<YamlTree.Branch> entries(Path file) throws IOException {
    var tree = Yaml.readMap(Files.readString(file), file.toString());
    if (tree.get("id").isPresent()) return List.of(tree);
    return tree.need("providers").row().stream().map(YamlTree::branch).toList();
  }
}
