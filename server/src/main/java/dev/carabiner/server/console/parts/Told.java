package dev.carabiner.server.console.parts;

import java.util.List;

/// One message of an exchange, with what is secret taken out.
///
/// @param heading "Sent" or "Received"
/// @param at the time, as it is shown
/// @param pieces its text, in order
public record Told(String heading, String at, List<Piece> pieces) {
  public Told {
    pieces = List.copyOf(pieces);
  }

  /// A stretch of text.
  ///
  /// @param style empty, `sealed` for what was taken out, `decided` for the word that decided
  public record Piece(String text, String style) {
    public static Piece plain(String text) {
      return new Piece(text, "");
    }

    public static Piece sealed(String text) {
      return new Piece(text, "sealed");
    }

    public static Piece decided(String text) {
      return new Piece(text, "decided");
    }
  }
}
