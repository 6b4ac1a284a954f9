package dev.carabiner.cli;

import dev.carabiner.sandbox.costume.Facts;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Lint;
import dev.carabiner.server.providers.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom to play.
///
/// @param ids in the order in which they were asked for
/// @param entries those of somebody's own among them
/// @param leftOut of all there are, those who cannot be played, with why
record ReplaySubjects(List<String> ids, EntryFacts entries, Map<String, String> leftOut) {
  /// @param names ids and files; none for every provider of the catalogue
  /// @throws CommandFailed for who is not there, or cannot be played
  static ReplaySubjects of(List<String> names, Catalogue catalogue) throws IOException {
    var own = new LinkedHashMap<String, YamlTree.Branch>();
    var ids = new ArrayList<String>();
    for (var name : names)
      if (!isFile(name)) ids.add(known(name, catalogue));
      else
        for (var entry : ProvidersLintCommand.entries(Path.of(name))) {
          linted(entry, name);
          own.put(entry.need("id").text(), entry);
          ids.add(entry.need("id").text());
        }
    var all = names.isEmpty();
    if (all) ids.addAll(catalogue.ids());
    for (var id : ids)
      if (!own.containsKey(id) && isOwn(id, catalogue))
        own.put(id, catalogue.written(id).orElseThrow());
    var entries = new EntryFacts(own);
    var leftOut = new LinkedHashMap<String, String>();
    ids.forEach(id -> unplayable(entries.of(id)).ifPresent(why -> leftOut.put(id, why)));
    if (!all && !leftOut.isEmpty()) {
      var first = leftOut.entrySet().iterator().next();
      throw new CommandFailed(first.getKey() + " " + first.getValue());
    }
    leftOut.keySet().forEach(own::remove);
    var played = ids.stream().distinct().filter(id -> !leftOut.containsKey(id)).toList();
    return new ReplaySubjects(played, new EntryFacts(own), leftOut);
  }

  /// What is known of each.
  List<Facts> facts() {
    return ids.stream().map(entries::of).toList();
  }

  /// What people call it.
  String name(String id) {
    return entries
        .of(id)
        .text("name")
        .or(() -> Catalogue.builtIn().find(id).map(Provider::name))
        .orElse(id);
  }

  private static boolean isFile(String name) {
    return name.contains(".") || name.contains("/") || name.contains("\\");
  }

  private static boolean isOwn(String id, Catalogue catalogue) {
    return !catalogue.written(id).equals(Catalogue.builtIn().written(id));
  }

  private static String known(String id, Catalogue catalogue) {
    if (catalogue.written(id).isPresent()) return id;
    throw new CommandFailed(
        "there is no provider "
            + Failure.printable(id)
            + Nearest.of(id, catalogue.ids())
                .map(other -> "; did you mean " + other + "?")
                .orElse(
                    "; providers list --search TEXT finds one, and a file is named with its ending"));
  }

  private static void linted(YamlTree.Branch entry, String file) {
    var wrong =
        new Lint(Catalogue.builtIn(), InstantSource.system().instant()).of(entry).complaints();
    if (wrong.isEmpty()) return;
    throw new CommandFailed(
        wrong.getFirst()
            + (wrong.size() == 1
                ? ""
                : " (providers lint " + file + " tells all " + wrong.size() + " mistakes)"));
  }

  private static Optional<String> unplayable(Facts facts) {
    var grant = facts.text("grant").orElse("authorization_code");
    if (!grant.equals("authorization_code"))
      return Optional.of("is connected by " + grant + " and not over pages that could be played");
    if (facts.tree().containsKey("mcp_server"))
      return Optional.of("is an MCP server, which only its own answers describe");
    if (facts.text("dpop").isPresent())
      return Optional.of(
          "binds its tokens to a key (dpop), which the dressed sandbox cannot check");
    return Optional.empty();
  }
}
