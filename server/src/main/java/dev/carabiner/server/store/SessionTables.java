package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sessions and what hangs on them.
final class SessionTables implements SessionStore {
  private static final int FORGOTTEN_AT_ONCE = 500;

  private static final String FIND =
      """
      SELECT %s, clock_ms() FROM sessions WHERE id = ? AND workspace = ?
      """
          .formatted(SessionRow.COLUMNS);

  private static final String CLAIM =
      """
      UPDATE sessions
      SET fence = fence + 1, claim_node = :node, claim_until = clock_ms() + :lease
      WHERE id = :id AND workspace = :workspace AND app_key = :app_key
        AND fence = :fence AND state = 'connected'
        AND (next_try IS NULL OR next_try <= clock_ms())
        AND (claim_until IS NULL OR claim_until < clock_ms())
      RETURNING %s, clock_ms()
      """
          .formatted(SessionRow.COLUMNS);

  private static final String REPLACE_METADATA =
      """
      UPDATE sessions SET metadata = :metadata WHERE id = :id AND workspace = :workspace
      """;

  private static final String DELETE =
      """
      DELETE FROM sessions WHERE id = :id AND workspace = :workspace AND app_key = :app_key
      """;

  private static final String NOW =
      """
      SELECT clock_ms()
      """;

  private final Engine engine;
  private final SessionChanges changes;
  private final SessionLists lists;

  SessionTables(Engine engine) {
    this.engine = engine;
    this.changes = new SessionChanges(engine);
    this.lists = new SessionLists(engine);
  }

  @Override
  public Optional<Reading> find(Workspace workspace, SessionId id) {
    return engine.findRow(FIND, SessionRow::reading, id.value(), workspace.name());
  }

  @Override
  public boolean commit(Change change) {
    return changes.commit(change);
  }

  @Override
  public Optional<Reading> claim(Session session, String node, Duration lease) {
    return engine.write(handle -> {
      var query = handle.createQuery(CLAIM);
      SessionRow.bind(new Columns(query), session.key())
          .number("fence", session.renewal().fence())
          .text("node", node)
          .number("lease", lease.toMillis());
      return query.map((result, context) -> SessionRow.reading(new Row(result))).findOne();
    });
  }

  @Override
  public List<Session> claimed(Optional<String> node, int limit) {
    return lists.claimed(node, limit);
  }

  @Override
  public Optional<Flow> flowByLink(String linkHash) {
    return FlowTable.byLink(engine, linkHash);
  }

  @Override
  public Optional<Flow> flowByState(String stateHash) {
    return FlowTable.byState(engine, stateHash);
  }

  @Override
  public Optional<Flow> flowByConnectCode(String codeHash) {
    return FlowTable.byConnectCode(engine, codeHash);
  }

  @Override
  public Optional<Flow> newestFlow(Session.Key session) {
    return FlowTable.newest(engine, session);
  }

  @Override
  public boolean replaceMetadata(Workspace workspace, SessionId id, Map<String, String> metadata) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(REPLACE_METADATA)) {
        new Columns(update)
            .text("metadata", JsonText.of(metadata))
            .text("id", id.value())
            .text("workspace", workspace.name());
        return update.execute() == 1;
      }
    });
  }

  @Override
  public List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    return lists.list(workspace, filter, after, limit);
  }

  @Override
  public List<Session> ofUser(Workspace workspace, String userId, int limit) {
    return lists.ofUser(workspace, userId, limit);
  }

  @Override
  public void delete(Session.Key session) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(DELETE)) {
        SessionRow.bind(new Columns(update), session);
        return update.execute();
      }
    });
  }

  @Override
  public List<Session> liveOfApp(AppKey app, int limit) {
    return lists.liveOfApp(app, limit);
  }

  @Override
  public boolean grantIsShared(
      Session.Key session, Set<AppKey> apps, Optional<ProviderAccount> account) {
    return lists.grantIsShared(session, apps, account);
  }

  @Override
  public List<Session> takeDue(Duration lease, int limit) {
    return lists.takeDue(lease, limit);
  }

  @Override
  public List<Flow> flowsHolding(Session.Key session) {
    return FlowTable.holding(engine, session);
  }

  @Override
  public List<Flow> unconfirmed(int limit) {
    return FlowTable.unconfirmed(engine, limit);
  }

  @Override
  public List<Revocation> takeDueRevocations(Duration lease, int limit, Set<AppKey> except) {
    return RevocationTable.takeDue(engine, lease, limit, except);
  }

  @Override
  public boolean update(Revocation revocation) {
    return engine.write(handle -> RevocationTable.update(handle, revocation));
  }

  @Override
  public Optional<Revocation> newestRevocation(Workspace workspace, SessionId id) {
    return RevocationTable.newest(engine, workspace, id);
  }

  @Override
  public void forgetBefore(Instant before) {
    var millis = before.toEpochMilli();
    engine.write(LaneTable::forgetOwnerless);
    inBatches(handle -> EventTable.forget(handle, millis, FORGOTTEN_AT_ONCE));
    inBatches(handle -> RevocationTable.forget(handle, millis, FORGOTTEN_AT_ONCE));
  }

  /// Short transactions, so that nobody waits long behind one.
  private void inBatches(Engine.Work<Integer> batch) {
    int gone;
    do gone = engine.write(batch);
    while (gone == FORGOTTEN_AT_ONCE);
  }

  @Override
  public Instant now() {
    return engine.findRow(NOW, Row::time).orElseThrow();
  }
}
