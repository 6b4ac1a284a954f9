package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.store.engine.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// One connection that reads, with its prepared statements. Used by one thread at a time.
final class Reader implements AutoCloseable {
  private final Connection connection;
  private final Handle handle;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Reader(Connection connection) throws SQLException {
    this.connection = connection;
    this.handle = Jdbi.create(connection).open();
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = 1");
    }
  }

  Handle handle() {
    return handle;
  }

  <T> Optional<T> findRow(String sql, RowReader<T> reader, String... keys) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (var i = 0; i < keys.length; i++) statement.setString(i + 1, keys[i]);
    try (var result = statement.executeQuery()) {
      return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
