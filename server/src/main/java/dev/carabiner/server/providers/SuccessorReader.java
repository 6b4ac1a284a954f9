package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Function;

/// Reads an announced change: keys of the entry that are others from a day on.
final class SuccessorReader {
  private SuccessorReader() {}

  /// @param whole the entry with what it inherits
  /// @param reader makes a provider of such an entry
  static Optional<Successor> read(
      YamlTree.Branch whole, Function<YamlTree.Branch, Provider> reader) {
    return whole
        .get("successor")
        .map(YamlTree::branch)
        .map(successor ->
            new Successor(
                date(successor.need("from")),
                reader.apply(then(whole, successor)),
                Keys.text(successor, "note")));
  }

  private static YamlTree.Branch then(YamlTree.Branch whole, YamlTree.Branch successor) {
    var members = new LinkedHashMap<>(whole.members());
    members.remove("successor");
    successor
        .members()
        .forEach((name, value) -> {
          if (EntryKeys.OWN.contains(name) || name.equals("successor"))
            throw value.problem("cannot change on a day");
          if (!name.equals("from") && !name.equals("note")) members.put(name, value);
        });
    return new YamlTree.Branch(whole.place(), members);
  }

  private static LocalDate date(YamlTree tree) {
    try {
      return LocalDate.parse(tree.text());
    } catch (DateTimeParseException wrong) {
      throw tree.problem("must be a day such as 2027-02-16");
    }
  }
}
