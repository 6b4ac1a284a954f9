package dev.carabiner.server.connect.pages;

import dev.carabiner.server.base.Initials;

/// A drawn mark: letters on a small tile. No one's trademark, so it is ours for every product and
/// provider.
///
/// @param letters one or two
/// @param tint style class with one of a fixed set of dark colours; the same name always gets the
///   same
public record Mark(String letters, String tint) {
  private static final int TINTS = 8;

  /// The product: one letter, white on the tint.
  static Mark ofProduct(String name) {
    return new Mark(Initials.first(name), tintOf(name));
  }

  /// A provider: up to two letters in the tint, on a light tile.
  static Mark ofProvider(String name) {
    return new Mark(Initials.of(name), tintOf(name));
  }

  private static String tintOf(String name) {
    return "tint-" + Math.floorMod(name.hashCode(), TINTS);
  }
}
