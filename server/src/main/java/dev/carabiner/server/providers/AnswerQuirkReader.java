package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads how token answers and their errors deviate from RFC 6749 section 5.
final class AnswerQuirkReader {
  private static final Set<String> KEYS =
      Set.of(
          "access_token",
          "refresh_token",
          "expires_in",
          "refresh_expires_in",
          "scope",
          "expires_in_type",
          "default_format",
          "scope_separator",
          "scope_format",
          "keep");
  private static final Set<String> KEYS_LATER =
      Set.of(
          "expires_at", "expires_at_format", "expires_in_zero_means", "alternates", "first_only");
  private static final Set<String> ERROR_KEYS = Set.of("style", "field", "words");
  private static final Set<String> ERROR_KEYS_LATER =
      Set.of("message_field", "success_field", "success_value", "also");
  private static final Set<String> ERROR_STYLES_LATER =
      Set.of("ok_flag", "code_field", "nested_object", "status_message");
  private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");

  private AnswerQuirkReader() {}

  static void read(YamlTree.Branch branch, List<Quirk> quirks) {
    Keys.allow(branch, KEYS, KEYS_LATER);
    var paths = new EnumMap<AnswerField, String>(AnswerField.class);
    for (var field : AnswerField.values())
      branch.get(field.key()).ifPresent(tree -> paths.put(field, path(tree)));
    if (!paths.isEmpty()) quirks.add(new Quirk.TokenAnswerPaths(paths));
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

  static void errors(YamlTree.Branch branch, List<Quirk> quirks) {
    Keys.allow(branch, ERROR_KEYS, ERROR_KEYS_LATER);
    var style = branch.get("style", YamlTree::text, "rfc6749");
    if (ERROR_STYLES_LATER.contains(style)) throw Keys.notYet(branch.need("style"));
    switch (style) {
      case "http_200_error" ->
          quirks.add(new Quirk.ErrorsHideInStatus200(branch.get("field", YamlTree::text, "error")));
      case "rfc6749" ->
          branch
              .get("field")
              .ifPresent(tree -> {
                throw tree.problem("needs another style than rfc6749");
              });
      default -> throw branch.need("style").problem("must be one of rfc6749, http_200_error");
    }
    branch.get("words").ifPresent(tree -> quirks.add(new Quirk.ErrorWords(tree.textMap())));
  }

  private static String path(YamlTree tree) {
    if (!PATH.matcher(tree.text()).matches()) throw tree.problem("must be a dotted path");
    return tree.text();
  }
}
