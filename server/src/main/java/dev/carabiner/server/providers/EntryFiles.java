package dev.carabiner.server.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// One YAML file per provider. A file is read when somebody first asks for its provider, so that
/// hundreds of them cost a start nothing.
final class EntryFiles {
  static final EntryFiles NONE = new EntryFiles(List.of(), _ -> "");

  private static final String FOLDER = "/catalogue/";
  private static final String CONTENTS = "contents.txt";
  private static final String ENDING = ".yaml";

  private final Set<String> ids;
  private final Function<String, String> text;
  private final Map<String, YamlTree.Branch> written = new ConcurrentHashMap<>();
  private final Map<String, Provider> read = new ConcurrentHashMap<>();

  private EntryFiles(List<String> ids, Function<String, String> text) {
    this.ids = Set.copyOf(ids);
    this.text = text;
  }

  /// The files that come with the program.
  static EntryFiles builtIn() {
    return new EntryFiles(resource(CONTENTS).lines().toList(), id -> resource(id + ENDING));
  }

  /// The files of a folder.
  static EntryFiles in(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var ids =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(ENDING))
              .map(name -> name.substring(0, name.length() - ENDING.length()))
              .toList();
      return new EntryFiles(ids, id -> fileText(folder.resolve(id + ENDING)));
    }
  }

  Set<String> ids() {
    return ids;
  }

  /// The entry as its file has it.
  Optional<YamlTree.Branch> written(String id) {
    if (!ids.contains(id)) return Optional.empty();
    return Optional.of(written.computeIfAbsent(id, this::parsed));
  }

  /// The provider of that id.
  ///
  /// @throws SettingsProblem when its file is wrong
  Optional<Provider> find(String id, ProviderReader reader) {
    var entry = written(id);
    if (entry.isEmpty()) return Optional.empty();
    var known = read.get(id);
    if (known == null) {
      // not in one step: a variant asks for its parent on the way
      known = reader.read(entry.get());
      read.put(id, known);
    }
    return Optional.of(known);
  }

  private YamlTree.Branch parsed(String id) {
    var entry = Yaml.readMap(text.apply(id), "catalogue/" + id + ENDING);
    if (!entry.need("id").text().equals(id))
      throw entry.need("id").problem("must be the file's name");
    return entry;
  }

  private static String resource(String name) {
    try (var stream = EntryFiles.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) throw new IllegalStateException("The program lacks its " + FOLDER + name);
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String fileText(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException gone) {
      throw new SettingsProblem(file.toString(), 1, "(top)", "is not there any more");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
