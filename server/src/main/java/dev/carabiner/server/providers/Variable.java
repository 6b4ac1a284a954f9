package dev.carabiner.server.providers;

import java.util.Map;
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
/// @param callback what the callback says of it, if anything
public record Variable(
    String id,
    String description,
    String pattern,
    Optional<String> preset,
    Scope scope,
    Optional<InCallback> callback) {
  private static final int MAX_LENGTH = 255;

  /// What no value may hold, whatever its pattern says: with one of these in it a value could leave
  /// its place in a URL.
  private static final Pattern NEVER = Pattern.compile("[^A-Za-z0-9._:~-]");

  /// What the callback says of a variable.
  public sealed interface InCallback {
    /// The parameter that says it.
    String parameter();

    /// The callback tells the value, and wins over what was known before.
    ///
    /// @param words the callback's words → the value; empty when they are the values
    record Told(String parameter, Map<String, String> words) implements InCallback {
      public Told {
        words = Map.copyOf(words);
      }
    }

    /// The callback repeats the value, alone or as the host that it stands in.
    record Agrees(String parameter) implements InCallback {}
  }

  /// Whose value it is.
  public enum Scope {
    /// Each user's own; asked for on the start page unless the app or the catalogue has a value.
    CONNECTION,
    /// The app's; never asked for.
    APP
  }

  /// @throws IllegalArgumentException when the pattern is none, or a value does not match it
  public Variable {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException broken) {
      throw new IllegalArgumentException(
          "pattern is not a regular expression: " + broken.getDescription(), broken);
    }
    if (preset.isPresent() && !matches(pattern, preset.get()))
      throw new IllegalArgumentException("default does not match the pattern");
    if (callback.isPresent() && callback.get() instanceof InCallback.Told(_, var words))
      for (var value : words.values())
        if (!matches(pattern, value))
          throw new IllegalArgumentException(
              "value_map has a value that does not match the pattern");
  }

  /// A variable of which the callback says nothing.
  public Variable(
      String id, String description, String pattern, Optional<String> preset, Scope scope) {
    this(id, description, pattern, preset, scope, Optional.empty());
  }

  /// Whether the callback tells the value.
  public boolean toldByCallback() {
    return callback.isPresent() && callback.get() instanceof InCallback.Told;
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
