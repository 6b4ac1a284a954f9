package dev.carabiner.server.store.engine;

import java.sql.SQLException;

/// Makes a value of one row.
@FunctionalInterface
public interface RowReader<T> {
  /// Reads the row's columns from the first on.
  T read(Row row) throws SQLException;
}
