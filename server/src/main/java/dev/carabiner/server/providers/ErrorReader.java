package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads how answers tell of errors, where not as in RFC 6749 section 5.2.
final class ErrorReader {
  private static final Set<String> KEYS =
      Set.of(
          "style",
          "field",
          "message_field",
          "success_field",
          "success_value",
          "words",
          "messages",
          "also",
          "note");
  private static final Set<String> FURTHER =
      Set.of("style", "field", "message_field", "success_field", "success_value");

  /// The value of a success field that means: it is not there.
  private static final String ABSENT = "absent";

  private ErrorReader() {}

  /// How an error is told.
  private enum Style {
    RFC6749,
    HTTP_200_ERROR,
    OK_FLAG,
    CODE_FIELD,
    NESTED_OBJECT,
    STATUS_MESSAGE
  }

  static void read(YamlTree.Branch branch, List<Quirk> quirks) {
    Keys.allow(branch, KEYS, Set.of());
    if (style(branch) == Style.HTTP_200_ERROR)
      quirks.add(new Quirk.ErrorsHideInStatus200(branch.get("field", YamlTree::text, "error")));
    var places = new ArrayList<ErrorPlace>();
    place(branch).ifPresent(places::add);
    branch.get("also").ifPresent(tree -> also(tree, places));
    if (!places.isEmpty()) quirks.add(new Quirk.ErrorPlaces(places));
    branch.get("words").ifPresent(tree -> quirks.add(new Quirk.ErrorWords(tree.textMap())));
    var message = branch.get("message_field", AnswerQuirkReader::path, "error_description");
    branch
        .get("messages")
        .ifPresent(tree -> quirks.add(new Quirk.ErrorMessages(message, tree.textMap())));
  }

  /// Either words for people, or further styles.
  private static void also(YamlTree tree, List<ErrorPlace> places) {
    if (tree instanceof YamlTree.Text) return;
    for (var item : tree.row()) {
      Keys.allow(item.branch(), FURTHER, Set.of());
      place(item.branch())
          .ifPresentOrElse(
              places::add,
              () -> {
                throw item.problem("must have a style of its own");
              });
    }
  }

  private static Style style(YamlTree.Branch branch) {
    return Keys.choice(branch, "style", Style.class).orElse(Style.RFC6749);
  }

  private static Optional<ErrorPlace> place(YamlTree.Branch branch) {
    var field = branch.get("field").map(AnswerQuirkReader::path);
    branch.get("message_field").ifPresent(AnswerQuirkReader::path);
    return switch (style(branch)) {
      case RFC6749 -> {
        if (field.filter(path -> !path.equals("error")).isPresent())
          throw branch.need("field").problem("needs another style than rfc6749");
        yield Optional.empty();
      }
      case HTTP_200_ERROR -> Optional.empty();
      case OK_FLAG -> Optional.of(flagged(branch, field));
      case CODE_FIELD ->
          Optional.of(
              branch.get("success_field").isPresent()
                  ? flagged(branch, field)
                  : present(branch, new ErrorPlace.Sign.Present(code(branch))));
      case NESTED_OBJECT -> Optional.of(present(branch, new ErrorPlace.Sign.Present(code(branch))));
      case STATUS_MESSAGE ->
          Optional.of(new ErrorPlace(new ErrorPlace.Sign.PresentWithoutToken(code(branch)), field));
    };
  }

  private static String code(YamlTree.Branch branch) {
    return AnswerQuirkReader.path(branch.need("field"));
  }

  private static ErrorPlace flagged(YamlTree.Branch branch, Optional<String> field) {
    return new ErrorPlace(
        new ErrorPlace.Sign.NotSuccess(
            AnswerQuirkReader.path(branch.need("success_field")),
            branch.need("success_value").text()),
        field);
  }

  private static ErrorPlace present(YamlTree.Branch branch, ErrorPlace.Sign sign) {
    var value = branch.get("success_value");
    if (value.filter(tree -> !tree.text().equals(ABSENT)).isPresent())
      throw value.get().problem("must be absent, or have the key success_field beside it");
    return new ErrorPlace(sign, branch.get("field").map(AnswerQuirkReader::path));
  }
}
