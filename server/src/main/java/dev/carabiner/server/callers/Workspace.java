package dev.carabiner.server.callers;

import java.util.regex.Pattern;

/// The owner of apps, sessions and webhooks; a caller sees its own and no other.
///
/// @param value 1 to 63 of `A-Z a-z 0-9 . _ -`, the first a letter or digit
public record Workspace(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /// The workspace of an installation that names none.
  public static final Workspace DEFAULT = new Workspace("default");

  public Workspace {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException("not a name of a workspace");
  }

  @Override
  public String toString() {
    return value;
  }
}
