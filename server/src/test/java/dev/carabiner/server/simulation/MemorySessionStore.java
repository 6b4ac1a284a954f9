package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The port of the stores, held in plain maps: what is in here is durable. It passes the same
/// contract as the databases, its clock ticks in milliseconds as theirs. For one thread.
public final class MemorySessionStore implements SessionStore {
  private final InstantSource clock;
  private final MemoryRows rows;

  public MemorySessionStore(InstantSource clock) {
    this(clock, Witness.NOBODY);
  }

  /// @param witness sees every change that has become real
  MemorySessionStore(InstantSource clock, Witness witness) {
    this.clock = clock;
    this.rows = new MemoryRows(witness);
  }

  /// Everything there is, for eyes that check it.
  MemoryRows rows() {
    return rows;
  }

  @Override
  public Optional<Reading> find(Workspace workspace, SessionId id) {
    return rows.session(workspace, id).map(session -> new Reading(session, now()));
  }

  @Override
  public boolean commit(Change change) {
    return rows.commit(change, now());
  }

  @Override
  public Optional<Reading> claim(Session session, String node, Duration lease) {
    var now = now();
    var found =
        rows.session(session.key().workspace(), session.key().id())
            .filter(stored -> stored.key().equals(session.key()))
            .filter(stored -> stored.state().word().equals("connected"))
            .filter(stored ->
                stored.renewal().fence() == session.renewal().fence()
                    && stored.renewal().nextTry().filter(now::isBefore).isEmpty()
                    && stored
                        .renewal()
                        .claim()
                        .filter(claim -> !claim.until().isBefore(now))
                        .isEmpty());
    if (found.isEmpty()) return Optional.empty();
    var stored = found.get();
    var claim = new Renewal.Claim(node, now.plus(lease));
    var claimed = stored.claimed(stored.renewal().fence() + 1, claim);
    rows.replace(claimed);
    return Optional.of(new Reading(claimed, now));
  }

  @Override
  public List<Session> claimed(Optional<String> node, int limit) {
    return rows.sessions().values().stream()
        .filter(session ->
            session
                .renewal()
                .claim()
                .filter(claim -> fits(node, Optional.of(claim.node())))
                .isPresent())
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Flow> flowByLink(String linkHash) {
    return Optional.ofNullable(rows.flows().get(linkHash));
  }

  @Override
  public Optional<Flow> flowByState(String stateHash) {
    return flows().filter(flow -> flow.stateHash().equals(Optional.of(stateHash))).findFirst();
  }

  @Override
  public Optional<Flow> flowByConnectCode(String codeHash) {
    return flows()
        .filter(flow ->
            MemoryRows.confirmation(flow)
                .flatMap(Flow.Confirmation::codeHash)
                .equals(Optional.of(codeHash)))
        .findFirst();
  }

  @Override
  public Optional<Flow> newestFlow(Session.Key session) {
    return flows().filter(flow -> flow.session().equals(session)).reduce((_, later) -> later);
  }

  @Override
  public List<Flow> flowsHolding(Session.Key session) {
    return flows().filter(flow -> flow.session().equals(session) && holds(flow)).toList();
  }

  @Override
  public boolean replaceMetadata(Workspace workspace, SessionId id, Map<String, String> metadata) {
    var found = rows.session(workspace, id);
    found.ifPresent(
        session -> rows.replace(MemoryRows.with(session, session.supersededBy(), metadata)));
    return found.isPresent();
  }

  @Override
  public List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    var newestFirst =
        Comparator.comparing((Session session) -> session.times().created())
            .thenComparing(session -> session.key().id().value())
            .reversed();
    return rows.sessions().values().stream()
        .filter(session -> session.key().workspace().equals(workspace))
        .filter(session -> filter.states().contains(session.state().word()))
        .filter(session -> fits(filter.userId(), session.owner().userId()))
        .filter(session -> fits(filter.orgCode(), session.owner().orgCode()))
        .filter(session ->
            filter.appKeys().filter(keys -> !keys.contains(session.key().app().value())).isEmpty())
        .filter(session -> isWithin(filter.connected(), session.times().connected()))
        .filter(session -> after.filter(cursor -> !comesAfter(session, cursor)).isEmpty())
        .sorted(newestFirst)
        .limit(limit)
        .toList();
  }

  private static boolean isWithin(SessionFilter.Span span, Optional<Instant> time) {
    if (span.equals(SessionFilter.Span.ALWAYS)) return true;
    return time.filter(at -> span.from().filter(at::isBefore).isEmpty())
        .filter(at -> span.to().filter(to -> !at.isBefore(to)).isEmpty())
        .isPresent();
  }

  private static boolean fits(Optional<String> wanted, Optional<String> stored) {
    return wanted.isEmpty() || wanted.equals(stored);
  }

  private static boolean comesAfter(Session session, PageCursor cursor) {
    var order = session.times().created().compareTo(cursor.created());
    return order < 0
        || (order == 0 && session.key().id().value().compareTo(cursor.id().value()) < 0);
  }

  @Override
  public List<Session> ofUser(Workspace workspace, String userId, int limit) {
    return rows.sessions().values().stream()
        .filter(session -> session.key().workspace().equals(workspace))
        .filter(session -> session.owner().userId().equals(Optional.of(userId)))
        .sorted(Comparator.comparing((Session session) -> session.times().created()).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public void delete(Session.Key session) {
    rows.delete(session);
  }

  @Override
  public List<Session> liveOfApp(AppKey app, int limit) {
    return rows.sessions().values().stream()
        .filter(session -> session.key().app().equals(app) && !session.state().isFinal())
        .limit(limit)
        .toList();
  }

  @Override
  public boolean grantIsShared(
      Session.Key session, Set<AppKey> apps, Optional<ProviderAccount> account) {
    var byASession =
        rows.sessions().values().stream()
            .filter(other -> apps.contains(other.key().app()))
            .filter(other ->
                switch (other.state().word()) {
                  case "connected" -> true;
                  case "needs_reconnect" ->
                      !other.state().reason().orElseThrow().word().equals("grant_revoked");
                  default -> false;
                })
            .anyMatch(other -> mayBeEqual(account, other.grant().account()));
    return byASession
        || flows()
            .filter(flow -> apps.contains(flow.session().app()))
            .filter(flow -> !isOf(flow, session))
            .anyMatch(flow ->
                slot(flow).filter(grant -> mayBeEqual(account, grant.account())).isPresent());
  }

  private static boolean isOf(Flow flow, Session.Key session) {
    return flow.session().id().equals(session.id())
        && flow.session().workspace().equals(session.workspace());
  }

  private static boolean mayBeEqual(
      Optional<ProviderAccount> one, Optional<ProviderAccount> other) {
    return !ProviderAccount.differ(one, other);
  }

  @Override
  public List<Session> takeDue(Duration lease, int limit) {
    var now = now();
    var taken =
        rows.sessions().values().stream()
            .filter(session -> isDue(session.times().due(), now))
            .sorted(Comparator.comparing(session -> session.times().due().orElseThrow()))
            .limit(limit)
            .map(session -> dueAt(session, now.plus(lease)))
            .toList();
    taken.forEach(session -> rows.sessions().put(session.key().id(), session));
    return taken;
  }

  private static Session dueAt(Session session, Instant due) {
    var was = session.times();
    var times =
        new Session.Times(
            was.created(), was.connected(), was.refreshed(), Optional.of(due), was.lastRead());
    return new Session(
        session.key(),
        session.owner(),
        session.state(),
        session.grant(),
        session.renewal(),
        times,
        session.supersededBy(),
        session.metadata());
  }

  @Override
  public List<Flow> unconfirmed(int limit) {
    var now = now();
    return flows()
        .filter(flow ->
            holds(flow) && isDue(MemoryRows.confirmation(flow).map(held -> held.until()), now))
        .sorted(Comparator.comparing(flow -> MemoryRows.confirmation(flow).orElseThrow().until()))
        .limit(limit)
        .toList();
  }

  private static boolean isDue(Optional<Instant> due, Instant now) {
    return due.filter(at -> !at.isAfter(now)).isPresent();
  }

  @Override
  public List<Revocation> takeDueRevocations(Duration lease, int limit, Set<AppKey> except) {
    return rows.takeDueRevocations(now(), lease, limit, except);
  }

  @Override
  public boolean update(Revocation revocation) {
    return rows.update(revocation);
  }

  @Override
  public Optional<Revocation> newestRevocation(Workspace workspace, SessionId id) {
    return rows.revocations()
        .filter(revocation -> revocation.session().id().equals(id))
        .filter(revocation -> revocation.session().workspace().equals(workspace))
        .reduce((_, later) -> later);
  }

  @Override
  public void forgetBefore(Instant before) {
    rows.forgetBefore(before);
  }

  @Override
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Stream<Flow> flows() {
    return rows.flows().values().stream();
  }

  private static boolean holds(Flow flow) {
    return slot(flow).isPresent();
  }

  private static Optional<ProviderGrant> slot(Flow flow) {
    return MemoryRows.confirmation(flow).flatMap(Flow.Confirmation::slot);
  }
}
