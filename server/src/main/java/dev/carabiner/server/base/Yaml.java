package dev.carabiner.server.base;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads YAML 1.2 into trees that remember file and line, so that every complaint can name its
/// place. All scalars are texts; the reader of a key decides what they mean. Aliases are refused.
public final class Yaml {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(4_000_000)
          .build();

  private Yaml() {}

  /// The map that `text` holds; an empty one for an empty text.
  ///
  /// @throws SettingsProblem when it is not YAML, or not a map at the top
  public static YamlTree.Branch readMap(String text, String file) {
    var tree = read(text, file);
    if (tree instanceof YamlTree.Branch branch) return branch;
    if (tree instanceof YamlTree.Nothing nothing)
      return new YamlTree.Branch(nothing.place(), new LinkedHashMap<>());
    throw tree.problem("must be a map of keys and values");
  }

  /// The tree that `text` holds.
  ///
  /// @throws SettingsProblem when it is not YAML
  public static YamlTree read(String text, String file) {
    try {
      var top = new YamlTree.Place(file, 1, "");
      return new Compose(SETTINGS)
          .composeReader(new StringReader(text))
          .map(node -> tree(node, file, ""))
          .orElse(new YamlTree.Nothing(top));
    } catch (MarkedYamlEngineException wrong) {
      var line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new SettingsProblem(file, line, "YAML", String.valueOf(wrong.getProblem()));
    } catch (YamlEngineException wrong) {
      throw new SettingsProblem(file, 1, "YAML", "cannot be read: " + wrong.getMessage());
    }
  }

  private static YamlTree tree(Node node, String file, String path) {
    var place =
        new YamlTree.Place(
            file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1), path);
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new YamlTree.Nothing(place);
      case ScalarNode scalar -> new YamlTree.Text(place, scalar.getValue());
      case SequenceNode sequence -> new YamlTree.Row(place, items(sequence, file, path));
      case MappingNode mapping -> new YamlTree.Branch(place, members(mapping, file, path));
      default ->
          throw new SettingsProblem(
              file, place.line(), path, "aliases and anchors are not allowed here");
    };
  }

  private static List<YamlTree> items(SequenceNode sequence, String file, String path) {
    var items = new ArrayList<YamlTree>();
    for (var node : sequence.getValue())
      items.add(tree(node, file, path + "[" + items.size() + "]"));
    return items;
  }

  private static Map<String, YamlTree> members(MappingNode mapping, String file, String path) {
    var members = new LinkedHashMap<String, YamlTree>();
    for (var tuple : mapping.getValue()) {
      var line = tuple.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
      if (!(tuple.getKeyNode() instanceof ScalarNode key))
        throw new SettingsProblem(file, line, path, "a key must be a word");
      var name = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      if (members.put(key.getValue(), tree(tuple.getValueNode(), file, name)) != null)
        throw new SettingsProblem(file, line, name, "is there twice");
    }
    return members;
  }
}
