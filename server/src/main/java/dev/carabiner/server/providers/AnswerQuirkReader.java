package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads how token answers and their errors deviate from RFC 6749 section 5.
final class AnswerQuirkReader {
  private static final Set<String> KEYS =
      Set.of(
          "access_token",
          "refresh_token",
          "expires_in",
          "refresh_expires_in",
          "scope",
          "token_type",
          "token_types",
          "expires_in_type",
          "expires_in_zero_means",
          "expires_at",
          "expires_at_format",
          "default_format",
          "scope_separator",
          "scope_format",
          "alternates",
          "id_token_may_be_false",
          "first_only",
          "keep");
  private static final Set<String> MEMBERS =
      Arrays.stream(AnswerField.values()).map(AnswerField::key).collect(Collectors.toSet());
  private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");

  private AnswerQuirkReader() {}

  static void read(YamlTree.Branch branch, List<Quirk> quirks) {
    Keys.allow(branch, KEYS, Set.of());
    var paths = members(branch);
    if (!paths.isEmpty()) quirks.add(new Quirk.TokenAnswerPaths(paths));
    facts(branch);
    places(branch, quirks);
    branch
        .get("keep")
        .ifPresent(tree -> {
          tree.branch().members().values().forEach(AnswerQuirkReader::path);
          quirks.add(new Quirk.KeptFromTokenAnswer(tree.textMap()));
        });
    branch
        .get("default_format")
        .ifPresent(tree -> {
          if (!tree.text().equals("form")) throw tree.problem("must be form");
          quirks.add(new Quirk.FormTokenAnswer());
        });
    branch
        .get("scope_separator")
        .ifPresent(tree -> quirks.add(new Quirk.GrantedScopesJoinedBy(tree.text())));
  }

  /// Words that only say what is read anyway: numbers that are texts, scopes that are lists, an ID
  /// token that is `false`; and what later answers leave out, which stays as it was.
  private static void facts(YamlTree.Branch branch) {
    only(branch, "expires_in_type", Set.of("string"));
    only(branch, "scope_format", Set.of("array", "mixed"));
    branch.get("id_token_may_be_false").ifPresent(Keys::yes);
    branch.get("first_only").ifPresent(YamlTree::texts);
  }

  private static void places(YamlTree.Branch branch, List<Quirk> quirks) {
    branch
        .get("alternates")
        .ifPresent(tree -> {
          var alternates = new LinkedHashMap<String, Map<AnswerField, String>>();
          tree.branch()
              .members()
              .forEach((name, members) -> {
                Keys.allow(members.branch(), MEMBERS, Set.of());
                members.branch().need("access_token");
                alternates.put(name, members(members.branch()));
              });
          quirks.add(new Quirk.AlternateTokenPaths(alternates));
        });
    time(branch).ifPresent(time -> quirks.add(new Quirk.TokenEndsAt(time)));
    branch
        .get("token_types")
        .ifPresent(tree -> quirks.add(new Quirk.BearerWords(Set.copyOf(tree.texts()))));
    if (only(branch, "expires_in_zero_means", Set.of("never")))
      quirks.add(new Quirk.ZeroLifetimeIsNoEnd());
    if (branch.get("scope_format", YamlTree::text, "").equals("mixed"))
      quirks.add(new Quirk.GrantedScopesMixed());
  }

  /// Where an answer names the end of a token, if it does.
  static Optional<TokenTime> time(YamlTree.Branch branch) {
    var format = Keys.choice(branch, "expires_at_format", TokenTime.Format.class);
    if (branch.get("expires_at").isPresent() != format.isPresent())
      throw branch.problem("expires_at and expires_at_format need each other");
    return format.map(how -> new TokenTime(path(branch.need("expires_at")), how));
  }

  private static Map<AnswerField, String> members(YamlTree.Branch branch) {
    var paths = new EnumMap<AnswerField, String>(AnswerField.class);
    for (var field : AnswerField.values())
      branch.get(field.key()).ifPresent(tree -> paths.put(field, path(tree)));
    return paths;
  }

  private static boolean only(YamlTree.Branch branch, String key, Set<String> values) {
    var value = branch.get(key);
    if (value.filter(tree -> !values.contains(tree.text())).isPresent())
      throw value
          .get()
          .problem("must be " + String.join(" or ", values.stream().sorted().toList()));
    return value.isPresent();
  }

  static String path(YamlTree tree) {
    if (!PATH.matcher(tree.text()).matches()) throw tree.problem("must be a dotted path");
    return tree.text();
  }
}
