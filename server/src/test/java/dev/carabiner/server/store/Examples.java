package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sessions, flows, events and revocations of a workspace and app that no other test has.
final class Examples {
  private static final RandomValues RANDOM = new RandomValues();

  final Workspace workspace = new Workspace("w" + RANDOM.next());
  final AppKey app = new AppKey("a" + RANDOM.next());
  final Owner owner = new Owner(Optional.of("user 1"), Optional.empty());
  final ProviderAccount account =
      new ProviderAccount("account-1", Optional.of("Ada"), Optional.empty());
  final SessionStore sessions;
  final Instant now;

  Examples(SessionStore sessions) {
    this.sessions = sessions;
    this.now = sessions.now();
  }

  static Sealed sealed(String text) {
    return Sealed.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String random() {
    return RANDOM.next();
  }

  Session.Key key() {
    return new Session.Key(workspace, app, new SessionId(random()));
  }

  ProviderGrant grant(Optional<ProviderAccount> whose) {
    var tokens =
        new TokenSet(
            sealed("access"),
            Optional.of(sealed("refresh")),
            now,
            Optional.of(now.plusSeconds(3600)));
    return new ProviderGrant(
        Optional.of(tokens),
        List.of("a", "b"),
        List.of("a"),
        whose,
        Optional.empty(),
        Optional.empty());
  }

  Session pending() {
    return Session.pending(
        key(), owner, ProviderGrant.none(List.of("a", "b")), now, now.plusSeconds(3600));
  }

  Session connected() {
    return connected(owner, Optional.of(account));
  }

  Session connected(Owner whose, Optional<ProviderAccount> as) {
    return Session.pending(key(), whose, ProviderGrant.none(List.of()), now, now)
        .connected(grant(as), now);
  }

  Session inserted(Session session) {
    if (!sessions.commit(Change.of(new Change.Step.InsertSession(session))))
      throw new AssertionError("not inserted");
    return session;
  }

  Session stored(Session session) {
    return sessions.find(workspace, session.key().id()).orElseThrow().session();
  }

  /// A session with a value in every place.
  Session full() {
    var whole = now.truncatedTo(ChronoUnit.MILLIS);
    var tokens =
        new TokenSet(
            Sealed.of(new byte[] {0, 1, -1, 127, -128}),
            Optional.of(sealed("refresh ü")),
            whole.minusSeconds(1),
            Optional.of(whole.plusSeconds(2)));
    return new Session(
        key(),
        new Owner(Optional.of("user ü 'quoted\" %_ ; --"), Optional.of("org")),
        new SessionState.NeedsReconnect(Reason.ROTATION_LOST),
        new ProviderGrant(
            Optional.of(tokens),
            List.of("openid", "a \"b\""),
            List.of("openid"),
            Optional.of(new ProviderAccount("42", Optional.of("Ada ❤"), Optional.of("a@b.c"))),
            Optional.of(sealed("kept")),
            Optional.of(whole.plusSeconds(3))),
        new Renewal(
            7,
            19,
            Optional.of(new Renewal.Claim("node-1", whole.plusSeconds(4))),
            Optional.of(whole.plusSeconds(5)),
            3,
            Optional.of(whole.plusSeconds(6)),
            Optional.of(whole.plusSeconds(7)),
            Optional.of(sealed("orphan"))),
        new Session.Times(
            whole.minusSeconds(9),
            Optional.of(whole.minusSeconds(8)),
            Optional.of(whole.minusSeconds(7)),
            Optional.of(whole.plus(Duration.ofDays(400))),
            Optional.of(whole.minusSeconds(6))),
        Optional.of(new SessionId(random())),
        Map.of("k", "v", "leer", ""));
  }

  Flow flow(Session session, Flow.Step step) {
    var request =
        new Flow.Request(
            Flow.Kind.RECONNECT_ANY_ACCOUNT,
            "https://app.example/connected?x=1",
            Optional.of("state of the app"),
            Optional.of("Ada"),
            now.plusSeconds(60));
    return new Flow(random(), session.key(), 3, request, Optional.of("cookie"), step);
  }

  Event event(Session session) {
    return new Event(
        random(),
        "session.connected",
        session.key(),
        session.renewal().fence(),
        now,
        Map.of("reason", "none"));
  }

  Revocation revocation(Session session, Instant due) {
    return new Revocation(
        random(),
        session.key(),
        session.grant().account(),
        session.grant().tokens(),
        false,
        Revocation.Standing.queued(now, due),
        Optional.of(sealed("kept")));
  }
}
