package dev.carabiner.server.connect.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A sentence of ours with names from outside in it, kept apart so that a page can isolate each
/// name's direction.
///
/// @param pieces in reading order
public record Phrase(List<Piece> pieces) {
  private static final String PLACE = "{}";

  /// A stretch of it.
  ///
  /// @param text never empty
  /// @param name whether it comes from outside
  public record Piece(String text, boolean name) {}

  public Phrase {
    pieces = List.copyOf(pieces);
  }

  /// A sentence in which each `{}` is one of the names, in order.
  ///
  /// @throws IllegalArgumentException if there are more or fewer names than places
  static Phrase of(String sentence, String... names) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (String name : names) {
      int place = sentence.indexOf(PLACE, from);
      if (place < 0) {
        throw new IllegalArgumentException("More names than places: " + sentence);
      }
      if (place > from) {
        pieces.add(new Piece(sentence.substring(from, place), false));
      }
      pieces.add(new Piece(name, true));
      from = place + PLACE.length();
    }
    String rest = sentence.substring(from);
    if (rest.contains(PLACE)) {
      throw new IllegalArgumentException("More places than names: " + sentence);
    }
    if (!rest.isEmpty()) {
      pieces.add(new Piece(rest, false));
    }
    return new Phrase(pieces);
  }

  /// All of it as one text.
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }
}
