package dev.carabiner.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// Gives a statement its values by name, each as it is stored.
final class Columns {
  private final SqlStatement<?> statement;

  Columns(SqlStatement<?> statement) {
    this.statement = statement;
  }

  Columns text(String name, String value) {
    statement.bind(name, storable(value));
    return this;
  }

  Columns text(String name, Optional<String> value) {
    statement.bind(name, value.map(Columns::storable).orElse(null));
    return this;
  }

  /// The text without what UTF-8 or PostgreSQL cannot hold: half surrogate pairs and U+0000. Only
  /// strangers send such texts; they must not make a statement fail.
  static String storable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\uFFFD');
  }

  Columns number(String name, long value) {
    statement.bind(name, value);
    return this;
  }

  Columns flag(String name, boolean value) {
    statement.bind(name, value ? 1 : 0);
    return this;
  }

  Columns time(String name, Instant value) {
    statement.bind(name, value.toEpochMilli());
    return this;
  }

  Columns time(String name, Optional<Instant> value) {
    statement.bind(name, value.map(Instant::toEpochMilli).orElse(null));
    return this;
  }

  Columns sealed(String name, Optional<Sealed> value) {
    statement.bind(name, value.map(Sealed::bytes).orElse(null));
    return this;
  }
}
