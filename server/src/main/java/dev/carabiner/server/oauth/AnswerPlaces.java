package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.AnswerField;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Where the members of a token answer are, which may have several places for whole sets of them.
final class AnswerPlaces {
  private final List<Map<AnswerField, String>> places;

  /// @param preferred the alternate that is looked at before the usual place
  AnswerPlaces(Quirks quirks, Optional<String> preferred) {
    var usual =
        quirks
            .find(Quirk.TokenAnswerPaths.class)
            .map(Quirk.TokenAnswerPaths::paths)
            .orElse(Map.of());
    var alternates =
        new LinkedHashMap<>(
            quirks
                .find(Quirk.AlternateTokenPaths.class)
                .map(Quirk.AlternateTokenPaths::paths)
                .orElse(Map.of()));
    var order = new ArrayList<Map<AnswerField, String>>();
    preferred.map(alternates::remove).ifPresent(first -> order.add(over(usual, first)));
    order.add(over(usual, Map.of()));
    alternates.values().forEach(other -> order.add(over(usual, other)));
    this.places = List.copyOf(order);
  }

  /// The first set that has an access token in this answer; the usual one where none has.
  Found in(JsonNode answer) {
    return places.stream()
        .map(paths -> new Found(answer, paths))
        .filter(found -> found.at(AnswerField.ACCESS_TOKEN).isPresent())
        .findFirst()
        .orElseGet(() -> new Found(answer, places.getFirst()));
  }

  /// One set of places in one answer.
  static final class Found {
    private final JsonNode answer;
    private final Map<AnswerField, String> paths;

    private Found(JsonNode answer, Map<AnswerField, String> paths) {
      this.answer = answer;
      this.paths = paths;
    }

    /// The member, if it is there.
    Optional<JsonNode> at(AnswerField field) {
      return DottedPath.find(answer, paths.getOrDefault(field, field.key()));
    }

    /// Whether the catalogue says where it is.
    boolean isNamed(AnswerField field) {
      return paths.containsKey(field);
    }
  }

  private static Map<AnswerField, String> over(
      Map<AnswerField, String> usual, Map<AnswerField, String> own) {
    var paths = new EnumMap<AnswerField, String>(AnswerField.class);
    paths.putAll(usual);
    paths.putAll(own);
    return paths;
  }
}
