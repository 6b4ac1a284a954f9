package dev.carabiner.server.connect.pages;

import org.jspecify.annotations.Nullable;

/// One thing that a product wants to be allowed.
///
/// @param words to follow "… asks … to let it"
/// @param ours whether they are in the page's language; a catalogue's are in English, and a scope
///   that nobody described is in none
public record Permission(String words, boolean ours) {
  public Permission {
    words = PlainText.of(words);
  }

  /// The words' language where it is not the page's.
  public @Nullable String lang() {
    return ours ? null : Language.ENGLISH.tag();
  }
}
