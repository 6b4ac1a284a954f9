package dev.carabiner.server.apps;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The reference key of a connected app (`key_code_ref`): unique in the installation whatever the
/// case, looked up byte for byte.
///
/// @param value 1 to 63 of `A-Z a-z 0-9 . _ -`, the first a letter or digit
public record AppKey(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  public AppKey {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException("not a key of a connected app");
  }

  /// The key that `text` spells; empty for any other text.
  public static Optional<AppKey> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AppKey(text)) : Optional.empty();
  }

  /// The form in which keys are unique.
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
