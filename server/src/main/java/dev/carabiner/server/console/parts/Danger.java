package dev.carabiner.server.console.parts;

import java.util.Optional;

/// Asks before something that cannot be taken back. A page of its own, so that it works without
/// script.
///
/// @param question the title, with the thing's name
/// @param consequences what goes along, in numbers, and whether it can be undone
/// @param typed what has to be typed to go on; absent when nothing has to
/// @param error what was wrong with what was typed
/// @param action where the answer is sent
/// @param act the full act, on the red button
/// @param back where "Keep it" leads
public record Danger(
    String question,
    String consequences,
    Optional<String> typed,
    Optional<String> error,
    String action,
    String act,
    String back) {
  /// The field that holds what was typed.
  public static final String FIELD = "typed";
}
