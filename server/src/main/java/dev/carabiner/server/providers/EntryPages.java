package dev.carabiner.server.providers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes the docs' page of each provider, and the index of them.
public final class EntryPages {
  /// Below this line a page is made; what stands above it was written by somebody and stays.
  public static final String MARK = "<!-- made from the catalogue; write above this mark -->";

  /// The index's file.
  public static final String INDEX = "README.md";

  private final Catalogue catalogue;

  public EntryPages(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// The page of one provider.
  ///
  /// @param present the page as it is now, whose written part is kept
  public String page(String id, Optional<String> present) {
    var words = new EntryWords(catalogue.entry(id).orElseThrow());
    var written = present.map(EntryPages::written).orElse("");
    var page = new StringBuilder(written).append(MARK).append("\n\n");
    page.append(
        written.isEmpty()
            ? "# " + words.name() + "\n\nCatalogue entry `" + id + "`.\n"
            : "# What the catalogue says\n");
    for (var section : words.sections()) {
      page.append("\n## ").append(section.heading()).append("\n\n");
      section.lines().forEach(line -> page.append("- ").append(escaped(line)).append('\n'));
    }
    return page.toString();
  }

  /// The index by category.
  public String index() {
    var ids = catalogue.ids();
    var page = new StringBuilder(MARK).append("\n\n# Providers\n\n");
    page.append(ids.size())
        .append(" entries. `./carabiner providers show ID` says the same in a terminal.\n");
    byCategory(ids)
        .forEach((category, names) -> {
          page.append("\n## ").append(category).append("\n\n");
          page.append(
              names.entrySet().stream()
                  .map(one -> "[" + one.getKey() + "](" + one.getValue() + ".md)")
                  .collect(Collectors.joining(",\n", "", "\n")));
        });
    return page.toString();
  }

  private Map<String, Map<String, String>> byCategory(List<String> ids) {
    var categories = new TreeMap<String, Map<String, String>>();
    for (var id : ids) {
      var words = new EntryWords(catalogue.entry(id).orElseThrow());
      for (var category : words.texts("categories"))
        categories.computeIfAbsent(category, _ -> new LinkedHashMap<>()).put(words.name(), id);
    }
    return categories;
  }

  private static String written(String page) {
    var mark = page.indexOf(MARK);
    return mark < 0 ? page.stripTrailing() + "\n\n" : page.substring(0, mark);
  }

  private static String escaped(String line) {
    return line.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_");
  }
}
