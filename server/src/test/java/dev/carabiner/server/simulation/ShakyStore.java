package dev.carabiner.server.simulation;

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
import java.util.function.Supplier;

/// The store of sessions as a node reaches it; see [StoreCalls].
final class ShakyStore implements SessionStore {
  private final SessionStore store;
  private final World world;
  private final StoreCalls calls;

  ShakyStore(SessionStore store, World world) {
    this.store = store;
    this.world = world;
    this.calls = new StoreCalls(world);
  }

  private <T> T call(String what, Supplier<T> work) {
    return calls.call(what, work);
  }

  private void run(String what, Runnable work) {
    call(
        what,
        () -> {
          work.run();
          return "done";
        });
  }

  @Override
  public Optional<Reading> find(Workspace workspace, SessionId id) {
    return call(
        "find",
        () -> {
          var reading = store.find(workspace, id);
          world.strands().running().lastReading = reading;
          return reading;
        });
  }

  @Override
  public boolean commit(Change change) {
    return call("commit " + world.shown(change), () -> store.commit(change));
  }

  @Override
  public Optional<Reading> claim(Session session, String node, Duration lease) {
    return call("claim", () -> store.claim(session, node, lease));
  }

  @Override
  public List<Session> claimed(Optional<String> node, int limit) {
    return call("claimed", () -> store.claimed(node, limit));
  }

  @Override
  public Optional<Flow> flowByLink(String linkHash) {
    return call("flow by link", () -> store.flowByLink(linkHash));
  }

  @Override
  public Optional<Flow> flowByState(String stateHash) {
    return call("flow by state", () -> store.flowByState(stateHash));
  }

  @Override
  public Optional<Flow> flowByConnectCode(String codeHash) {
    return call("flow by code", () -> store.flowByConnectCode(codeHash));
  }

  @Override
  public Optional<Flow> newestFlow(Session.Key session) {
    return call("newest flow", () -> store.newestFlow(session));
  }

  @Override
  public List<Flow> flowsHolding(Session.Key session) {
    return call("flows holding", () -> store.flowsHolding(session));
  }

  @Override
  public boolean replaceMetadata(Workspace workspace, SessionId id, Map<String, String> metadata) {
    return call("replace metadata", () -> store.replaceMetadata(workspace, id, metadata));
  }

  @Override
  public List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    return call("list", () -> store.list(workspace, filter, after, limit));
  }

  @Override
  public List<Session> ofUser(Workspace workspace, String userId, int limit) {
    return call("sessions of a user", () -> store.ofUser(workspace, userId, limit));
  }

  @Override
  public void delete(Session.Key session) {
    run("delete", () -> store.delete(session));
  }

  @Override
  public List<Session> liveOfApp(AppKey app, int limit) {
    return call("live sessions of an app", () -> store.liveOfApp(app, limit));
  }

  @Override
  public boolean grantIsShared(
      Session.Key session, Set<AppKey> apps, Optional<ProviderAccount> account) {
    return call("grant is shared", () -> store.grantIsShared(session, apps, account));
  }

  @Override
  public List<Session> takeDue(Duration lease, int limit) {
    return call("take due", () -> store.takeDue(lease, limit));
  }

  @Override
  public List<Flow> unconfirmed(int limit) {
    return call("unconfirmed", () -> store.unconfirmed(limit));
  }

  @Override
  public List<Revocation> takeDueRevocations(Duration lease, int limit, Set<AppKey> except) {
    return call("take due revocations", () -> store.takeDueRevocations(lease, limit, except));
  }

  @Override
  public boolean update(Revocation revocation) {
    return call("update revocation " + revocation.receipt(), () -> store.update(revocation));
  }

  @Override
  public Optional<Revocation> newestRevocation(Workspace workspace, SessionId id) {
    return call("newest revocation", () -> store.newestRevocation(workspace, id));
  }

  @Override
  public void forgetBefore(Instant before) {
    run("forget", () -> store.forgetBefore(before));
  }

  @Override
  public Instant now() {
    return call("now", store::now);
  }
}
