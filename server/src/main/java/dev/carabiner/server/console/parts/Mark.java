package dev.carabiner.server.console.parts;

import dev.carabiner.server.base.Initials;
import dev.carabiner.server.console.ConsoleAssets;
import java.util.Optional;

/// What stands for a provider: its mark where it is free to use, else a letter or two. The name
/// always stands beside it.
///
/// @param picture the address of the mark
/// @param letters one or two
/// @param tint class of the style sheet with one of a fixed set of dark colours; the same name
///   always gets the same
public record Mark(Optional<String> picture, String letters, String tint) {
  private static final int TINTS = 8;

  /// The provider's mark, where there is one; else its letters.
  ///
  /// @param name as the catalogue has it
  public static Mark of(String name) {
    return Logos.built()
        .file(name)
        .map(file -> picture(ConsoleAssets.PATH + file, name))
        .orElseGet(() -> letters(name));
  }

  public static Mark letters(String name) {
    return new Mark(Optional.empty(), Initials.of(name), tintOf(name));
  }

  public static Mark picture(String address, String name) {
    return new Mark(Optional.of(address), Initials.of(name), tintOf(name));
  }

  private static String tintOf(String name) {
    return "tint-" + Math.floorMod(name.hashCode(), TINTS);
  }
}
