package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.ErrorPlace;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Finds the error that an answer names, whatever its status, in the standard's word where the
/// catalogue knows the provider's own.
final class AnsweredError {
  private static final String UNREADABLE = "unreadable_error";
  private static final Set<String> NO_ERROR = Set.of("", "0", "false");

  private final Quirks quirks;

  AnsweredError(Quirks quirks) {
    this.quirks = quirks;
  }

  /// The error; empty for a good answer.
  ///
  /// @param hasToken whether the answer has an access token, beside which the standard's `error`
  ///   says nothing
  Optional<String> find(JsonNode answer, boolean hasToken) {
    var hidden =
        quirks.find(Quirk.ErrorsHideInStatus200.class).map(Quirk.ErrorsHideInStatus200::field);
    return places().stream()
        .flatMap(place -> at(place, answer, hasToken).stream())
        .findFirst()
        .or(() -> hidden.flatMap(path -> word(answer, path)))
        .or(() -> hasToken || hidden.isPresent() ? Optional.empty() : word(answer, "error"))
        .map(word ->
            ofMessage(answer)
                .orElseGet(() -> standardWord(Visible.isErrorCode(word) ? word : UNREADABLE)));
  }

  /// What the error's message stands for, where the catalogue knows it.
  private Optional<String> ofMessage(JsonNode answer) {
    var known = quirks.find(Quirk.ErrorMessages.class);
    return known
        .flatMap(quirk -> DottedPath.find(answer, quirk.path()))
        .map(AnsweredError::text)
        .flatMap(message -> known.map(quirk -> quirk.messages().get(message)));
  }

  private static Optional<String> at(ErrorPlace place, JsonNode answer, boolean hasToken) {
    return switch (place.sign()) {
      case ErrorPlace.Sign.NotSuccess(var path, var success) ->
          DottedPath.find(answer, path)
              .map(AnsweredError::text)
              .filter(value -> !value.equals(success))
              .map(value -> place.field().flatMap(field -> word(answer, field)).orElse(value));
      case ErrorPlace.Sign.Present(var path) -> word(answer, path);
      case ErrorPlace.Sign.PresentWithoutToken(var path) ->
          hasToken ? Optional.empty() : word(answer, path);
    };
  }

  private static Optional<String> word(JsonNode answer, String path) {
    return DottedPath.find(answer, path)
        .map(AnsweredError::text)
        .filter(word -> !NO_ERROR.contains(word));
  }

  private static String text(JsonNode node) {
    return node.isValueNode() ? node.asString() : UNREADABLE;
  }

  private String standardWord(String error) {
    return quirks
        .find(Quirk.ErrorWords.class)
        .map(quirk -> quirk.words().getOrDefault(error, error))
        .orElse(error);
  }

  private List<ErrorPlace> places() {
    return quirks.find(Quirk.ErrorPlaces.class).map(Quirk.ErrorPlaces::places).orElse(List.of());
  }
}
