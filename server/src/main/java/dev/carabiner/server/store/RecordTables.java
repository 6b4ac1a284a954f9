package dev.carabiner.server.store;

import dev.carabiner.server.doctor.Records;
import dev.carabiner.server.doctor.StoredApp;
import dev.carabiner.server.doctor.StoredFlow;
import dev.carabiner.server.doctor.StoredNode;
import dev.carabiner.server.doctor.StoredRevocation;
import dev.carabiner.server.doctor.StoredSession;
import dev.carabiner.server.doctor.StoredWebhook;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.store.engine.RowReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The rows as they are, for somebody who looks for what is wrong with them.
final class RecordTables implements Records {
  private static final String SESSIONS =
      """
      SELECT %s FROM sessions WHERE id > :after ORDER BY id LIMIT :limit
      """
          .formatted(RecordRow.SESSION_COLUMNS);

  private static final String SESSION =
      """
      SELECT %s FROM sessions WHERE id = ?
      """
          .formatted(RecordRow.SESSION_COLUMNS);

  private static final String FLOWS =
      """
      SELECT %s FROM flows WHERE link_hash > :after ORDER BY link_hash LIMIT :limit
      """
          .formatted(RecordRow.FLOW_COLUMNS);

  private static final String FLOW_VERSION =
      """
      SELECT version FROM flows WHERE link_hash = ?
      """;

  private static final String REVOCATIONS =
      """
      SELECT workspace, app_key, session_id, id, created_at, receipt, tries, due_at,
        access_token, refresh_token
      FROM revocations WHERE id > :after ORDER BY id LIMIT :limit
      """;

  private static final String WEBHOOKS =
      """
      SELECT workspace, id, secret, secret_number, old_secret, stopped, failing_since,
        (SELECT COUNT(*) FROM webhook_deliveries AS d
          WHERE d.webhook_id = webhooks.id AND d.status = 'waiting'),
        (SELECT MIN(d.created_at) FROM webhook_deliveries AS d
          WHERE d.webhook_id = webhooks.id AND d.status = 'waiting')
      FROM webhooks ORDER BY id
      """;

  private static final String NODES =
      """
      SELECT id, seen_at FROM nodes ORDER BY seen_at, id
      """;

  private final Engine engine;

  RecordTables(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Instant now() {
    return new SessionTables(engine).now();
  }

  @Override
  public List<StoredSession> sessions(String after, int limit) {
    return batch(SESSIONS, after, limit, RecordRow::session);
  }

  @Override
  public Optional<StoredSession> session(String id) {
    return engine.findRow(SESSION, RecordRow::session, id);
  }

  @Override
  public List<StoredFlow> flows(String after, int limit) {
    return batch(FLOWS, after, limit, RecordRow::flow);
  }

  @Override
  public OptionalLong flowVersion(String linkHash) {
    var version = engine.findRow(FLOW_VERSION, Row::number, linkHash);
    return version.isPresent() ? OptionalLong.of(version.get()) : OptionalLong.empty();
  }

  @Override
  public List<StoredRevocation> revocations(String after, int limit) {
    return batch(REVOCATIONS, after, limit, RecordRow::revocation);
  }

  @Override
  public List<StoredApp> apps() {
    return AppTable.rows(engine);
  }

  @Override
  public List<StoredWebhook> webhooks() {
    return all(WEBHOOKS, RecordRow::webhook);
  }

  @Override
  public List<StoredNode> nodes() {
    return all(NODES, row -> new StoredNode(row.text(), row.time()));
  }

  private <T> List<T> all(String sql, RowReader<T> reader) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(sql)) {
        return query.map((result, _) -> reader.read(new Row(result))).list();
      }
    });
  }

  private <T> List<T> batch(String sql, String after, int limit, RowReader<T> reader) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(sql)) {
        return query
            .bind("after", after)
            .bind("limit", limit)
            .map((result, _) -> reader.read(new Row(result)))
            .list();
      }
    });
  }
}
