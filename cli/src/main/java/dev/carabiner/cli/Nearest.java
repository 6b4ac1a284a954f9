package dev.carabiner.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the word that somebody who mistyped may have meant.
final class Nearest {
  private Nearest() {}

  /// The nearest of the words, if it is near enough: a third of the letters may differ.
  static Optional<String> of(String typed, Collection<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(word -> distance(typed, word)))
        .filter(word -> distance(typed, word) * 3 <= Math.max(typed.length(), word.length()));
  }

  /// How many letters have to be put in, taken out or replaced (Levenshtein).
  static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (var j = 0; j <= other.length(); j++) row[j] = j;
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= other.length(); j++) {
        var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
