package dev.carabiner.server.callers;

import java.util.regex.Pattern;

/// What apps, sessions and webhooks belong to; a machine client sees its own workspace and no
/// other.
///
/// @param name letters, digits, `.`, `_` and `-`, 1 to 63 characters, a letter or digit first
public record Workspace(String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /// The workspace of whoever names none.
  public static final Workspace DEFAULT = new Workspace("default");

  public Workspace {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "A workspace's name is 1 to 63 letters, digits, '.', '_' or '-', a letter or digit first");
  }

  @Override
  public String toString() {
    return name;
  }
}
