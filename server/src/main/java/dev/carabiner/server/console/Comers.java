package dev.carabiner.server.console;

import dev.carabiner.server.operators.SignedIn;
import java.util.Optional;

/// Who is signed in with a cookie.
@FunctionalInterface
public interface Comers {
  /// The operator behind a session cookie's value; nobody when it has ended.
  ///
  /// @param byHand whether a person asks, which keeps the session alive, or a page by itself
  Optional<SignedIn> find(String cookie, boolean byHand);
}
