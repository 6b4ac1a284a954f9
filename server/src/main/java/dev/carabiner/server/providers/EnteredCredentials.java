package dev.carabiner.server.providers;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Connections without a way over the provider: the user types on our own page what they hold.
///
/// @param kind what that is
/// @param fields what is asked for, in order
/// @param check a call that a key must be answered 200 by before it counts
public record EnteredCredentials(Kind kind, List<Field> fields, Optional<ProviderCall> check) {
  public EnteredCredentials {
    fields = List.copyOf(fields);
  }

  /// What a user types.
  public enum Kind {
    /// A key that is the access token itself: it has no end and is never refreshed.
    API_KEY,
    /// A client of their own, with which the token endpoint gives tokens (RFC 6749 section 4.4).
    CLIENT_CREDENTIALS
  }

  /// One thing to type.
  ///
  /// @param id letters, digits and `_`; templates may name those that are no secret
  /// @param label what people call it
  /// @param help one line beside it, or empty
  /// @param pattern a regular expression that the whole value must match
  /// @param secret whether it is never shown again
  public record Field(String id, String label, String help, String pattern, boolean secret) {
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final int MAX_LENGTH = 4096;

    /// Without a pattern of its own: visible characters.
    public static final String VISIBLE = "[\\x21-\\x7E]+";

    /// @throws IllegalArgumentException for an id or a pattern that is none
    public Field {
      if (!ID.matcher(id).matches())
        throw new IllegalArgumentException("the id of a field has letters, digits and _ only");
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException broken) {
        throw new IllegalArgumentException(
            "pattern is not a regular expression: " + broken.getDescription(), broken);
      }
    }

    /// Whether that can be the value. Only visible characters ever are: a value goes into headers.
    public boolean accepts(String value) {
      return value.length() <= MAX_LENGTH
          && Pattern.matches(VISIBLE, value)
          && Pattern.matches(pattern, value);
    }
  }
}
