package dev.carabiner.server.providers;

import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The providers there are: the built-in ones, and the operator's own over them. Immutable. A
/// built-in entry is read when it is first asked for.
public final class Catalogue {
  /// No providers at all.
  public static final Catalogue EMPTY = new Catalogue(EntryFiles.NONE, Map.of());

  private final EntryFiles files;
  private final Map<String, Provider> further;

  private Catalogue(EntryFiles files, Map<String, Provider> further) {
    this.files = files;
    this.further = Map.copyOf(further);
  }

  /// The providers that come with the program.
  public static Catalogue builtIn() {
    return BuiltIn.CATALOGUE;
  }

  /// The providers whose files are in `folder`, one `ID.yaml` each.
  ///
  /// @throws IOException when it cannot be listed
  public static Catalogue in(Path folder) throws IOException {
    return new Catalogue(EntryFiles.in(folder), Map.of());
  }

  /// Made when it is first asked for.
  private static final class BuiltIn {
    static final Catalogue CATALOGUE = new Catalogue(EntryFiles.builtIn(), Map.of());
  }

  /// The same catalogue with further providers, each in place of one with its id.
  public Catalogue with(Collection<Provider> others) {
    var all = new TreeMap<>(further);
    others.forEach(provider -> all.put(provider.id(), provider));
    return new Catalogue(files, all);
  }

  /// The provider with that id.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when its file is wrong; a test reads all the
  ///   built-in ones
  public Optional<Provider> find(String id) {
    var own = further.get(id);
    if (own != null) return Optional.of(own);
    return files.find(id, new ProviderReader(new Catalogue(files, Map.of())));
  }

  /// The ids of all of them, sorted.
  public List<String> ids() {
    var ids = new TreeSet<>(files.ids());
    ids.addAll(further.keySet());
    return List.copyOf(ids);
  }

  /// All of them, sorted by id.
  public List<Provider> all() {
    return ids().stream().map(id -> find(id).orElseThrow()).toList();
  }

  /// The entry with that id as it is written, without what it inherits.
  public Optional<YamlTree.Branch> written(String id) {
    var own = further.get(id);
    if (own != null) return Optional.of(Yaml.readMap(own.text(), "catalogue/" + id));
    return files.written(id);
  }

  /// The entry with that id and all that it inherits, as a tree for those who show it.
  public Optional<YamlTree.Branch> entry(String id) {
    return written(id).map(this::completed);
  }

  /// An entry with all that it inherits from this catalogue.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when it is a variant of nothing known
  public YamlTree.Branch completed(YamlTree.Branch entry) {
    return new Inheritance(files::written, this::written).whole(entry);
  }
}
