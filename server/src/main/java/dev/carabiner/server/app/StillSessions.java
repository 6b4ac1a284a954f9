package dev.carabiner.server.app;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sessions that can be read and not changed: every claim is lost, no change is made, nothing falls
/// due.
final class StillSessions implements SessionStore {
  private final SessionStore store;

  StillSessions(SessionStore store) {
    this.store = store;
  }

  @Override
  public Optional<Reading> find(Workspace workspace, SessionId id) {
    return store.find(workspace, id);
  }

  @Override
  public boolean commit(Change change) {
    return false;
  }

  @Override
  public Optional<Reading> claim(Session session, String node, Duration lease) {
    return Optional.empty();
  }

  @Override
  public List<Session> claimed(Optional<String> node, int limit) {
    return store.claimed(node, limit);
  }

  @Override
  public Optional<Flow> flowByLink(String linkHash) {
    return store.flowByLink(linkHash);
  }

  @Override
  public Optional<Flow> flowByState(String stateHash) {
    return store.flowByState(stateHash);
  }

  @Override
  public Optional<Flow> flowByConnectCode(String codeHash) {
    return store.flowByConnectCode(codeHash);
  }

  @Override
  public Optional<Flow> newestFlow(Session.Key session) {
    return store.newestFlow(session);
  }

  @Override
  public List<Flow> flowsHolding(Session.Key session) {
    return store.flowsHolding(session);
  }

  @Override
  public boolean replaceMetadata(Workspace workspace, SessionId id, Map<String, String> metadata) {
    return false;
  }

  @Override
  public List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    return store.list(workspace, filter, after, limit);
  }

  @Override
  public List<Session> ofUser(Workspace workspace, String userId, int limit) {
    return store.ofUser(workspace, userId, limit);
  }

  @Override
  public void delete(Session.Key session) {
    throw new IllegalStateException("a passive copy deletes nothing");
  }

  @Override
  public List<Session> liveOfApp(AppKey app, int limit) {
    return store.liveOfApp(app, limit);
  }

  @Override
  public boolean grantIsShared(
      Session.Key session, Set<AppKey> apps, Optional<ProviderAccount> account) {
    return store.grantIsShared(session, apps, account);
  }

  @Override
  public List<Session> takeDue(Duration lease, int limit) {
    return List.of();
  }

  @Override
  public List<Flow> unconfirmed(int limit) {
    return List.of();
  }

  @Override
  public List<Revocation> takeDueRevocations(Duration lease, int limit, Set<AppKey> except) {
    return List.of();
  }

  @Override
  public boolean update(Revocation revocation) {
    throw new IllegalStateException("a passive copy revokes nothing");
  }

  @Override
  public Optional<Revocation> newestRevocation(Workspace workspace, SessionId id) {
    return store.newestRevocation(workspace, id);
  }

  @Override
  public void forgetBefore(Instant before) {
    throw new IllegalStateException("a passive copy forgets nothing");
  }

  @Override
  public Instant now() {
    return store.now();
  }
}
