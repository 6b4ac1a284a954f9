package dev.carabiner.server.store.engine;

import dev.carabiner.vault.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// One row of a result, read column by column from the left: each method takes the next column.
public final class Row {
  private final ResultSet result;
  private int column;

  public Row(ResultSet result) {
    this.result = result;
  }

  /// A text that is never absent.
  public String text() throws SQLException {
    return maybeText().orElseThrow(this::missing);
  }

  /// A text.
  public Optional<String> maybeText() throws SQLException {
    return Optional.ofNullable(result.getString(++column));
  }

  /// A whole number.
  public long number() throws SQLException {
    return result.getLong(++column);
  }

  /// A number of times.
  public int count() throws SQLException {
    return result.getInt(++column);
  }

  /// Yes or no.
  public boolean flag() throws SQLException {
    return result.getInt(++column) != 0;
  }

  /// A time that is never absent.
  public Instant time() throws SQLException {
    return maybeTime().orElseThrow(this::missing);
  }

  /// A time.
  public Optional<Instant> maybeTime() throws SQLException {
    var millis = result.getLong(++column);
    return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /// A sealed value that is never absent.
  public Sealed sealed() throws SQLException {
    return maybeSealed().orElseThrow(this::missing);
  }

  /// A sealed value.
  public Optional<Sealed> maybeSealed() throws SQLException {
    return Optional.ofNullable(result.getBytes(++column)).map(Sealed::of);
  }

  /// The same row, this many columns further on.
  public Row skip(int columns) {
    column += columns;
    return this;
  }

  /// The same row from its start, this many columns further on.
  public Row again(int columns) {
    column = columns;
    return this;
  }

  private IllegalStateException missing() {
    return new IllegalStateException("column " + column + " is absent");
  }
}
