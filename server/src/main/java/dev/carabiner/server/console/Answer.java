package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.web.Reply;
import java.net.URI;
import java.util.Optional;

/// What a page answers.
public sealed interface Answer {
  /// A page: `src/main/jte/console/NAME.jte` with the parameters `Frame frame` and `page`.
  ///
  /// @param status 200, or 400 and the like when a form needs mending
  record View(int status, String name, String title, Nav here, Object page) implements Answer {}

  /// On to another page, with a word about what was done.
  ///
  /// @param path under `/console`
  record Onward(String path, Optional<Toast> toast) implements Answer {}

  /// On to a page of ours outside the console. By a page that goes on by itself: browsers apply
  /// `form-action` to redirects after a form too, and that way may lead on to another host.
  record Away(URI path) implements Answer {}

  /// On to another page, in another colour scheme.
  ///
  /// @param scheme `light`, `dark`, or empty for the system's
  record Looking(String path, String scheme) implements Answer {}

  /// On to another page; the first connection is not shown at `/console` any more in this browser.
  record Dismissed(String path) implements Answer {}

  /// Anything else, such as a file to keep. It gets the headers of every console reply.
  record Raw(Reply reply) implements Answer {}

  static Answer view(String name, String title, Nav here, Object page) {
    return new View(200, name, title, here, page);
  }

  /// The form again, with what needs mending.
  static Answer mend(String name, String title, Nav here, Object page) {
    return new View(400, name, title, here, page);
  }

  static Answer onward(String path) {
    return new Onward(path, Optional.empty());
  }

  static Answer onward(String path, Toast toast) {
    return new Onward(path, Optional.of(toast));
  }

  /// Nothing is there, or this operator may not know of it.
  static Answer notFound() {
    return new View(404, "message", "Not found", Nav.NOWHERE, Message.NOT_FOUND);
  }
}
