package dev.carabiner.server.providers;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A value that a provider's addresses need.
///
/// @param id the name of the place in the templates
/// @param description what to type, for people
/// @param pattern a regular expression that the whole value must match
/// @param preset used when nobody says otherwise
/// @param scope whose value it is
public record Variable(
    String id, String description, String pattern, Optional<String> preset, Scope scope) {
  private static final int MAX_LENGTH = 255;

  /// What no value may hold, whatever its pattern says: with one of these in it a value could leave
  /// its place in a URL.
  private static final Pattern NEVER = Pattern.compile("[^A-Za-z0-9._:~-]");

  /// Whose value it is.
  public enum Scope {
    /// Each user's own; asked for on the start page unless the app or the catalogue has a value.
    CONNECTION,
    /// The app's; never asked for.
    APP
  }

  /// @throws IllegalArgumentException when the pattern is none, or the preset does not match it
  public Variable {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException broken) {
      throw new IllegalArgumentException(
          "pattern is not a regular expression: " + broken.getDescription(), broken);
    }
    if (preset.isPresent() && !matches(pattern, preset.get()))
      throw new IllegalArgumentException("default does not match the pattern");
  }

  /// Whether `value` may stand in a template.
  public boolean accepts(String value) {
    return matches(pattern, value);
  }

  private static boolean matches(String pattern, String value) {
    return value.length() <= MAX_LENGTH
        && !NEVER.matcher(value).find()
        && Pattern.matches(pattern, value);
  }
}
