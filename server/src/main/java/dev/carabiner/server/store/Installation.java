package dev.carabiner.server.store;

import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.vault.Sealed;
import java.util.Optional;

/// Values that there is one of in an installation, whatever the number of its nodes.
public final class Installation {
  private static final String KEY_CHECK = "key-check";

  private static final String FIND =
      """
      SELECT value FROM installation WHERE name = ?
      """;

  private static final String INSERT_FIRST =
      """
      INSERT INTO installation (name, value) VALUES (:name, :value)
      ON CONFLICT (name) DO NOTHING
      """;

  private final Engine engine;

  Installation(Engine engine) {
    this.engine = engine;
  }

  /// The value that recognises the right master key; absent in a new store.
  public Optional<Sealed> keyCheck() {
    return engine.findRow(FIND, Row::sealed, KEY_CHECK);
  }

  /// Keeps `candidate` if there is no check value yet: of several nodes that start at once, the
  /// first one's stays.
  ///
  /// @return the value that is kept now
  public Sealed keyCheckOrPut(Sealed candidate) {
    var inserted =
        engine.write(handle ->
            handle
                .createUpdate(INSERT_FIRST)
                .bind("name", KEY_CHECK)
                .bind("value", candidate.bytes())
                .execute());
    return inserted == 1 ? candidate : keyCheck().orElseThrow();
  }
}
