package dev.carabiner.server.setup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One key of the settings file.
///
/// @param path its dotted name; `[]` stands for any entry of a list
/// @param shape what may stand there
/// @param ordinarily its default: empty for none, in braces when it is made of other values
/// @param allowed the values that it takes, in words
/// @param meaning what it is for
public record SettingsKey(
    String path, Shape shape, String ordinarily, String allowed, String meaning) {
  /// What may stand behind a key.
  public enum Shape {
    /// A single value.
    ONE,
    /// A single value that is never shown.
    SECRET,
    /// A list of single values.
    LIST,
    /// A single value or a list of them, never shown.
    SECRETS,
    /// A list of single values, or a map of such lists.
    LISTS,
    /// A map of single values.
    MAP,
    /// A list of entries with keys of their own.
    ENTRIES,
    /// A list of maps that another room reads.
    FOREIGN
  }

  /// The environment variable that overrides it; empty for keys inside lists and for maps.
  public Optional<String> variable() {
    if (path.contains("[]") || !(shape == Shape.ONE || shape == Shape.LIST))
      return Optional.empty();
    return Optional.of(
        "CARABINER_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
  }

  /// The default as YAML; empty when there is none or it has to be made.
  public Optional<String> fixedDefault() {
    return Optional.of(ordinarily).filter(text -> !text.isEmpty() && !text.startsWith("{"));
  }

  /// The names that lead here, one after the other; `[]` is dropped.
  public List<String> steps() {
    return List.of(path.replace("[]", "").split("\\."));
  }
}
