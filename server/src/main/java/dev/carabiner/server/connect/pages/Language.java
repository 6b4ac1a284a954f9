package dev.carabiner.server.connect.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/// A language that connecting users are spoken to in.
public enum Language {
  ENGLISH("en"),
  GERMAN("de"),
  FRENCH("fr"),
  SPANISH("es"),
  JAPANESE("ja");

  private static final int LONGEST_HEADER = 1_000;
  private static final List<String> TAGS = Arrays.stream(values()).map(Language::tag).toList();

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// As HTML's `lang` has it (RFC 5646).
  public String tag() {
    return tag;
  }

  /// The one that a browser likes best (RFC 9110 12.5.4, by the lookup of RFC 4647 3.4). English
  /// where it likes none of ours, or does not say so properly.
  ///
  /// @param accepted the browser's `Accept-Language`
  public static Language preferred(Optional<String> accepted) {
    return accepted
        .filter(header -> !header.isBlank() && header.length() <= LONGEST_HEADER)
        .map(Language::lookedUp)
        .orElse(ENGLISH);
  }

  private static Language lookedUp(String header) {
    try {
      var found = Locale.lookupTag(LanguageRange.parse(header), TAGS);
      return Arrays.stream(values())
          .filter(language -> language.tag.equals(found))
          .findFirst()
          .orElse(ENGLISH);
    } catch (IllegalArgumentException malformed) {
      return ENGLISH;
    }
  }
}
