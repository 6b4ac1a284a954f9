package dev.carabiner.server.console.parts;

import java.util.List;
import java.util.Optional;

/// An entry of a timeline.
///
/// @param time as it is shown
/// @param exact with its zone, in ISO 8601
/// @param style of its icon: `ok`, `bad` or empty
/// @param what happened, in words
/// @param how long it took, how often; empty for nothing
/// @param why one line; empty for none
/// @param messages sent and received; empty for none
/// @param decision what we made of it
public record Happening(
    String time,
    String exact,
    String style,
    Icon icon,
    String what,
    String how,
    String why,
    List<Told> messages,
    Optional<Decision> decision) {
  public Happening {
    messages = List.copyOf(messages);
  }

  /// What we made of an answer.
  public record Decision(boolean good, String words) {}
}
