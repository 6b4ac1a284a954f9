package dev.carabiner.server.store.engine;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the database's own words in whatever a library wrapped around them. Libraries quote
/// statements with their values, so their messages are never passed on.
public final class SqlTrouble {
  private SqlTrouble() {}

  /// The innermost trouble of the database among `problem` and its causes.
  public static Optional<SQLException> in(Throwable problem) {
    SQLException found = null;
    for (@Nullable Throwable each = problem; each != null; each = each.getCause())
      if (each instanceof SQLException trouble) found = trouble;
    return Optional.ofNullable(found);
  }
}
