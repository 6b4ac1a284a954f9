package dev.carabiner.server.providers;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A text with places such as `${tenant}` to be filled.
///
/// @param text the text as the catalogue has it
public record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

  /// @throws IllegalArgumentException when a place is broken
  public Template {
    if (PLACE.matcher(text).replaceAll("").contains("${"))
      throw new IllegalArgumentException("has a place that is not ${name}");
  }

  /// The names of the places.
  public Set<String> names() {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The text with every place filled.
  ///
  /// @throws IllegalArgumentException naming the place that has no value
  public String fill(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> {
          var value = values.get(place.group(1));
          if (value == null)
            throw new IllegalArgumentException("no value for ${" + place.group(1) + "}");
          return Matcher.quoteReplacement(value);
        });
  }

  @Override
  public String toString() {
    return text;
  }
}
