package dev.carabiner.server.simulation;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Session;
import org.jspecify.annotations.Nullable;

/// Sees what becomes durable, in the moment in which it does.
@FunctionalInterface
interface Witness {
  /// Nobody looks.
  Witness NOBODY = (_, _, _) -> {};

  /// A session's row was made or replaced.
  ///
  /// @param before absent for a new row
  /// @param change the whole of what became real with it; nothing for a claim
  void changed(@Nullable Session before, Session after, Change change);
}
