package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A provider's hand-checked case: what its documentation lets it answer, and what that has to mean
/// to us. One file each in `golden/answers`.
///
/// @param variables what app and user give before connecting
/// @param callback what a callback brings besides code and state
/// @param tells what is learned from it
/// @param asked the scopes that are asked for
/// @param answers answers of the token endpoint; the first is that to the code
/// @param lookup the answer to the look-up after connecting, and what is kept of its first
/// @param profile the answer to who it is, and id, name and e-mail address that are read of it
record GoldenCase(
    Provider provider,
    Map<String, String> variables,
    Map<String, String> callback,
    Map<String, String> tells,
    List<String> asked,
    List<Answer> answers,
    Optional<Told> lookup,
    Optional<Told> profile) {
  static final Path FOLDER = Path.of("src/test/resources/golden/answers");
  private static final Set<String> KEYS =
      Set.of("variables", "callback", "tells", "asked", "answers", "lookup", "profile");
  private static final String JSON = "application/json";

  /// An answer of the token endpoint.
  ///
  /// @param token which token of a double answer the app wants
  /// @param means in the words of [GoldenAnswersTest]
  record Answer(
      int status, String type, String body, Optional<String> token, Map<String, String> means) {}

  /// An answer of another endpoint.
  record Told(String body, Map<String, String> means) {}

  /// The ids of all cases.
  static List<String> ids() {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static GoldenCase of(String id) {
    try {
      var file = id + ".yaml";
      var tree = Yaml.readMap(Files.readString(FOLDER.resolve(file)), file);
      tree.allowOnly(KEYS);
      var provider = Catalogue.builtIn().find(id).orElseThrow();
      return new GoldenCase(
          provider,
          tree.get("variables", YamlTree::textMap, Map.of()),
          tree.get("callback", YamlTree::textMap, Map.of()),
          tree.get("tells", YamlTree::textMap, Map.of()),
          tree.get("asked", YamlTree::texts, provider.protocol().defaultScopes()),
          tree.need("answers").row().stream().map(item -> answer(item.branch())).toList(),
          tree.get("lookup").map(told -> told(told.branch())),
          tree.get("profile").map(told -> told(told.branch())));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Answer answer(YamlTree.Branch branch) {
    branch.allowOnly(Set.of("status", "type", "body", "token", "means"));
    var means = branch.need("means");
    return new Answer(
        Integer.parseInt(branch.get("status", YamlTree::text, "200")),
        branch.get("type", YamlTree::text, JSON),
        branch.need("body").text(),
        branch.get("token").map(YamlTree::text),
        means instanceof YamlTree.Text(_, var word) ? Map.of("outcome", word) : means.textMap());
  }

  private static Told told(YamlTree.Branch branch) {
    branch.allowOnly(Set.of("body", "means"));
    return new Told(branch.need("body").text(), branch.need("means").textMap());
  }

  /// The client of an app that has given all that is asked for.
  OAuthClient client() {
    return TestProviders.client(provider, variables, ProviderResolver.Purpose.REFRESH);
  }

  /// What is kept of the callback and of the answer to the code.
  KeptValues kept() {
    var first = answers.getFirst().means();
    var kept = new HashMap<String, Secret>();
    Stream.of(tells, first)
        .forEach(map ->
            map.forEach((name, value) -> {
              if (name.startsWith("kept."))
                kept.put(name.substring("kept.".length()), Secret.of(value));
            }));
    return new KeptValues(kept);
  }

  /// The same with what the look-up found.
  KeptValues keptAtLast() {
    var found = new HashMap<String, Secret>();
    lookup.ifPresent(
        told -> told.means().forEach((name, value) -> found.put(name, Secret.of(value))));
    return kept().with(found);
  }
}
