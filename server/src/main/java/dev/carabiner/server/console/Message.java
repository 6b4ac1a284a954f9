package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Button;
import java.util.Optional;

/// A page that only says something.
///
/// @param number by which a person asking for help can name the request; empty for none
public record Message(String title, String sentence, Optional<Button> button, String number) {
  static final Message NOT_FOUND =
      new Message(
          "Nothing is here",
          "The page moved, or the thing it showed is gone.",
          Optional.of(Button.link("Go to the overview", "/console")),
          "");
}
