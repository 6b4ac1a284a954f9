package dev.carabiner.server.callers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// A set of scopes in the order given.
///
/// @param names scope tokens of RFC 6749 section 3.3, each one once
public record Scopes(List<String> names) {
  private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  public static final Scopes NONE = new Scopes(List.of());

  public Scopes {
    names = List.copyOf(new LinkedHashSet<>(names));
    if (!names.stream().allMatch(name -> TOKEN.matcher(name).matches()))
      throw new IllegalArgumentException("A scope has characters that RFC 6749 forbids");
  }

  public static Scopes of(String... names) {
    return new Scopes(List.of(names));
  }

  /// Reads scopes separated by blanks; an empty text holds none.
  ///
  /// @throws IllegalArgumentException for a character that RFC 6749 forbids in a scope
  public static Scopes parse(String spaceSeparated) {
    return new Scopes(
        List.of(spaceSeparated.split(" ")).stream().filter(name -> !name.isEmpty()).toList());
  }

  public boolean contains(String scope) {
    return names.contains(scope);
  }

  /// Whether every one of `others` is among these.
  public boolean covers(Scopes others) {
    return names.containsAll(others.names);
  }

  /// Those that are in both, in the order of these.
  public Scopes common(Scopes others) {
    return new Scopes(names.stream().filter(others::contains).toList());
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /// The scopes separated by one blank, as they travel.
  public String asText() {
    return String.join(" ", names);
  }
}
