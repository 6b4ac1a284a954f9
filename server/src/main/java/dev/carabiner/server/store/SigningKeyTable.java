package dev.carabiner.server.store;

import dev.carabiner.server.m2m.SigningKeyStore;
import dev.carabiner.server.m2m.StoredKey;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/// The keys that sign machine tokens, sealed.
final class SigningKeyTable implements SigningKeyStore {
  /// There is one first key; the constraint on its place decides between nodes that start at once.
  private static final String FIRST = "first";

  private static final String LOAD =
      """
      SELECT kid, private_key, created_at FROM signing_keys ORDER BY created_at, kid
      """;

  private static final String INSERT_FIRST =
      """
      INSERT INTO signing_keys (kid, place, private_key, created_at)
      VALUES (:kid, :place, :private_key, :created_at)
      ON CONFLICT (place) DO NOTHING
      """;

  private final Engine engine;

  SigningKeyTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<StoredKey> loadAll() {
    return engine.read(handle -> keys(handle.createQuery(LOAD)));
  }

  @Override
  public void insertIfNone(StoredKey key) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(INSERT_FIRST)) {
        new Columns(update)
            .text("kid", key.kid())
            .text("place", FIRST)
            .time("created_at", key.createdAt());
        return update.bind("private_key", key.privateKey().bytes()).execute();
      }
    });
  }

  private static List<StoredKey> keys(Query query) {
    return query
        .map((result, context) -> {
          var row = new Row(result);
          return new StoredKey(row.text(), row.sealed(), row.time());
        })
        .list();
  }
}
