package dev.carabiner.server.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The providers there are: the built-in ones, and the operator's own over them. Immutable.
public final class Catalogue {
  /// No providers at all.
  public static final Catalogue EMPTY = new Catalogue(Map.of());

  private static final String FOLDER = "/catalogue/";

  private final Map<String, Provider> providers;

  private Catalogue(Map<String, Provider> providers) {
    this.providers = Map.copyOf(providers);
  }

  /// The providers that come with the program. `catalogue/contents.txt` lists their files, an entry
  /// before its variants.
  public static Catalogue builtIn() {
    var catalogue = EMPTY;
    for (var id : resource("contents.txt").lines().toList()) {
      var file = id + ".yaml";
      var entry = Yaml.readMap(resource(file), "catalogue/" + file);
      if (!entry.need("id").text().equals(id))
        throw entry.need("id").problem("must be the file's name");
      catalogue = catalogue.with(List.of(new ProviderReader(catalogue).read(entry)));
    }
    return catalogue;
  }

  /// The same catalogue with further providers, each in place of one with its id.
  public Catalogue with(Collection<Provider> further) {
    var all = new TreeMap<>(providers);
    further.forEach(provider -> all.put(provider.id(), provider));
    return new Catalogue(all);
  }

  /// The provider with that id.
  public Optional<Provider> find(String id) {
    return Optional.ofNullable(providers.get(id));
  }

  /// All of them, sorted by id.
  public List<Provider> all() {
    return providers.values().stream().sorted(Comparator.comparing(Provider::id)).toList();
  }

  private static String resource(String name) {
    try (var stream = Catalogue.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) throw new IllegalStateException("The program lacks its " + FOLDER + name);
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
