package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.sandbox.costume.Facts;
import dev.carabiner.server.base.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What is known of providers, as the sandbox dresses up by it. The server's reader of entries has
/// no part in it, so that the two cannot agree on the same mistake.
///
/// @param own entries of somebody's own by id, as they are written
record EntryFacts(Map<String, YamlTree.Branch> own) {
  private static final String FOLDER = "/catalogue/";
  private static final Set<String> OF_THE_ISSUER =
      Set.of(
          "authorization_endpoint",
          "token_endpoint",
          "refresh_endpoint",
          "revocation_endpoint",
          "introspection_endpoint",
          "userinfo_endpoint",
          "device_authorization_endpoint",
          "account_endpoint",
          "issuer_template",
          "environments",
          "limits");

  EntryFacts {
    own = Map.copyOf(own);
  }

  /// Of the entries that come with the program and of nothing else.
  static final EntryFacts BUILT_IN = new EntryFacts(Map.of());

  /// The ids of the entries that come with the program.
  static List<String> ids() {
    return text("contents.txt").lines().toList();
  }

  /// What is known of a provider: what its entry says; where that is silent, what the built-in
  /// entry of its id says or the entry that it is a variant of; where nothing names its endpoints,
  /// what its discovery will say.
  ///
  /// @throws IllegalArgumentException when there is no such entry
  Facts of(String id) {
    return entry(id).discovered();
  }

  private Facts entry(String id) {
    var written = own.get(id);
    if (written == null) return builtIn(id);
    var facts = new Facts(plain(written));
    var base = facts.text("variant_of").orElse(id);
    if (base.equals(id) && !ids().contains(id)) return facts;
    return facts.over(inherited(written, builtIn(base)));
  }

  private static Facts builtIn(String id) {
    var written = written(id);
    return written.text("variant_of").map(base -> written.over(builtIn(base))).orElse(written);
  }

  /// All but what is written without a value, and what another issuer's provider does not take.
  private static Facts inherited(YamlTree.Branch written, Facts base) {
    var rest = new LinkedHashMap<String, Object>(base.tree());
    rest.keySet().removeIf(key -> written.members().containsKey(key));
    if (written.get("issuer").isPresent() && written.get("token_endpoint").isEmpty())
      rest.keySet().removeAll(OF_THE_ISSUER);
    return new Facts(rest);
  }

  private static Map<String, Object> plain(YamlTree.Branch branch) {
    var map = new LinkedHashMap<String, Object>();
    branch.members().forEach((name, tree) -> plain(tree).ifPresent(value -> map.put(name, value)));
    return map;
  }

  private static Optional<Object> plain(YamlTree tree) {
    return switch (tree) {
      case YamlTree.Text text -> Optional.of(text.value());
      case YamlTree.Nothing _ -> Optional.empty();
      case YamlTree.Branch branch -> Optional.of(plain(branch));
      case YamlTree.Row row ->
          Optional.of(row.items().stream().flatMap(item -> plain(item).stream()).toList());
    };
  }

  @SuppressWarnings("unchecked")
  private static Facts written(String id) {
    var tree = new Load(LoadSettings.builder().build()).loadFromString(text(id + ".yaml"));
    return new Facts((Map<String, ?>) tree);
  }

  private static String text(String name) {
    try (var stream = EntryFacts.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) throw new IllegalArgumentException("there is no " + FOLDER + name);
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
