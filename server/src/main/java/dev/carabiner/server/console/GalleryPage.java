package dev.carabiner.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The whole catalogue to choose from, for who adds an app.
public final class GalleryPage implements Page {
  static final String PATH = "/console/add-app";

  /// How many are shown at once, unless all are asked for.
  private static final int FIRST = 60;

  private final Supplier<Catalogue> catalogue;

  public GalleryPage(Supplier<Catalogue> catalogue) {
    this.catalogue = catalogue;
  }

  /// The part of the catalogue that fits.
  ///
  /// @param query what was searched for
  /// @param category what was chosen; empty for all
  /// @param shown those that fit, by name; no more than are shown at once
  /// @param more how many further ones fit
  /// @param whole how many there are at all
  public record View(
      String query, String category, List<Chip> chips, List<Tile> shown, int more, int whole) {
    /// The search as it stands in an address.
    public String encodedQuery() {
      return URLEncoder.encode(query, UTF_8);
    }
  }

  /// A category and how many of those that the search leaves are in it.
  public record Chip(String category, String words, int count) {}

  public record Tile(String id, String name, String categories, Mark mark) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.ADMIN, this::gallery);
  }

  private Answer gallery(Visit visit) {
    var query = visit.query().one("q").orElse("").strip();
    var category = visit.query().one("category").orElse("");
    var all = visit.query().one("all").isPresent();
    var providers = catalogue.get().all();
    var searched =
        providers.stream()
            .filter(provider -> matches(provider, query.toLowerCase(Locale.ROOT)))
            .toList();
    var chosen =
        searched.stream()
            .filter(
                provider -> category.isEmpty() || provider.about().categories().contains(category))
            .sorted(Comparator.comparing(Provider::name, String.CASE_INSENSITIVE_ORDER))
            .toList();
    var shown = chosen.stream().limit(all ? chosen.size() : FIRST).map(GalleryPage::tile).toList();
    return Answer.view(
        "apps-add",
        "Add app",
        Nav.APPS,
        new View(
            query,
            category,
            chips(searched),
            shown,
            chosen.size() - shown.size(),
            providers.size()));
  }

  private static boolean matches(Provider provider, String query) {
    return query.isEmpty()
        || provider.id().contains(query)
        || provider.name().toLowerCase(Locale.ROOT).contains(query)
        || provider.about().categories().stream().anyMatch(each -> each.contains(query));
  }

  private static List<Chip> chips(List<Provider> providers) {
    var counts = new TreeMap<String, Integer>();
    for (var provider : providers)
      for (var category : provider.about().categories()) counts.merge(category, 1, Integer::sum);
    return counts.entrySet().stream()
        .map(each -> new Chip(each.getKey(), words(each.getKey()), each.getValue()))
        .toList();
  }

  static Tile tile(Provider provider) {
    var categories = String.join(", ", provider.about().categories()).replace('-', ' ');
    return new Tile(provider.id(), provider.name(), categories, Mark.of(provider.name()));
  }

  /// A category's word as people read it.
  static String words(String category) {
    var spaced = category.replace('-', ' ');
    return category.length() <= 3
        ? category.toUpperCase(Locale.ROOT)
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
