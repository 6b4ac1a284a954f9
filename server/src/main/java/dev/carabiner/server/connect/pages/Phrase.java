package dev.carabiner.server.connect.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A sentence of ours with names from outside in it, kept apart so that a page can isolate each
/// name's direction.
///
/// @param pieces in reading order
public record Phrase(List<Piece> pieces) {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  /// A stretch of it.
  ///
  /// @param text never empty
  /// @param name whether it comes from outside
  public record Piece(String text, boolean name) {}

  public Phrase {
    pieces = List.copyOf(pieces);
  }

  /// A sentence in which each `{place}` is the name that belongs there.
  ///
  /// @throws IllegalArgumentException if there is no name for a place
  static Phrase of(String sentence, Map<String, String> names) {
    List<Piece> pieces = new ArrayList<>();
    var places = PLACE.matcher(sentence);
    int from = 0;
    while (places.find()) {
      String name = names.get(places.group(1));
      if (name == null) throw new IllegalArgumentException("No name for a place: " + sentence);
      if (places.start() > from) {
        pieces.add(new Piece(sentence.substring(from, places.start()), false));
      }
      pieces.add(new Piece(name, true));
      from = places.end();
    }
    if (from < sentence.length()) pieces.add(new Piece(sentence.substring(from), false));
    return new Phrase(pieces);
  }

  /// All of it as one text.
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }
}
