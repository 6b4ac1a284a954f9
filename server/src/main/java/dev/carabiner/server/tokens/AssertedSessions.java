package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.oauth.AssertedGrants;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.oauth.OwnValues;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.InsertSession;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Connects users without a browser, by the ID token of their sign-in to the application: the
/// enterprise that both sides trust has agreed for them. The servers are asked first, which spends
/// nothing; then one commit makes the session.
public final class AssertedSessions {
  private static final int MOST_TRIES = 3;

  private final SessionStore store;
  private final ProviderClients clients;
  private final AssertedGrants grants;
  private final GrantSealer sealer;
  private final Events events;
  private final RandomValues random;

  /// @param rooms those of refreshes, by which these sessions live on
  public AssertedSessions(RefreshRooms rooms, AssertedGrants grants, RandomValues random) {
    this.store = rooms.store();
    this.clients = rooms.clients();
    this.grants = grants;
    this.sealer = new GrantSealer(rooms.vault());
    this.events = rooms.events();
    this.random = random;
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The session as it is now.
    record Connected(Session session) implements Outcome {}

    /// A server, or the ID token itself, says no.
    record Refused(String error) implements Outcome {}

    /// The session belongs to another user of the identity provider.
    record OtherAccount() implements Outcome {}

    /// The session is over.
    record Over() implements Outcome {}

    /// Not now.
    record Unavailable() implements Outcome {}
  }

  private record Arrival(List<String> requested, AssertedGrants.Outcome.Granted granted) {
    private ProviderAccount account() {
      var account = granted.account();
      return new ProviderAccount(account.id(), account.name(), account.email());
    }
  }

  /// A new session.
  ///
  /// @param app one that names an identity app
  public Outcome connect(ConnectedApp app, Owner owner, Secret idToken) {
    var start = store.now();
    var key = new Session.Key(app.workspace(), app.key(), new SessionId(random.next()));
    return asked(
        key,
        app,
        KeptValues.NONE,
        idToken,
        arrival -> {
          var pending =
              Session.pending(key, owner, ProviderGrant.none(arrival.requested()), start, start);
          var session = connected(pending, arrival, start);
          var change =
              Change.of(
                  new InsertSession(session),
                  new Change.Step.Supersede(session),
                  events.of(Events.CONNECTED, session, store.now()));
          if (!store.commit(change))
            throw new IllegalStateException("inserting random ids cannot collide");
          return new Outcome.Connected(session);
        });
  }

  /// Gives a session a newer ID token, which has to be its user's.
  public Outcome renew(Session session, ConnectedApp app, Secret idToken) {
    var start = store.now();
    // a new grant: of the former one, only what its resource wanted on top counts
    var wanted = new HashMap<>(sealer.kept(session).values());
    wanted.keySet().retainAll(Set.of(OwnValues.CHALLENGED_SCOPES));
    return asked(
        session.key(),
        app,
        new KeptValues(wanted),
        idToken,
        arrival -> land(session.key(), arrival, start));
  }

  private interface Then {
    Outcome land(Arrival arrival);
  }

  private Outcome asked(
      Session.Key key, ConnectedApp app, KeptValues kept, Secret idToken, Then then) {
    return Conversation.about(
        key,
        0,
        () -> {
          Conversation.knows(idToken);
          var outcome = ask(app, kept, idToken, then);
          Conversation.decided(AssertionWords.of(outcome));
          return outcome;
        });
  }

  private Outcome ask(ConnectedApp app, KeptValues kept, Secret idToken, Then then) {
    return switch (clients.of(app, kept, Purpose.CONNECT)) {
      case ProviderClients.Outcome.Ready(var client) -> {
        var requested = client.requested(app.consent());
        yield switch (grants.grant(client, idToken, requested)) {
          case AssertedGrants.Outcome.Granted granted -> then.land(new Arrival(requested, granted));
          case AssertedGrants.Outcome.Refused(var error) -> new Outcome.Refused(error);
          case AssertedGrants.Outcome.Silent() -> new Outcome.Unavailable();
        };
      }
      case ProviderClients.Outcome.Unreachable _, ProviderClients.Outcome.Unusable _ ->
          new Outcome.Unavailable();
    };
  }

  private Outcome land(Session.Key key, Arrival arrival, Instant start) {
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      var reading = store.find(key.workspace(), key.id());
      if (reading.isEmpty()) return new Outcome.Over();
      var session = reading.get().session();
      switch (session.state()) {
        case SessionState.Pending(), SessionState.Revoked(), SessionState.Expired _ -> {
          return new Outcome.Over();
        }
        case SessionState.Connected(), SessionState.NeedsReconnect _ -> {
          if (ProviderAccount.differ(session.grant().account(), Optional.of(arrival.account())))
            return new Outcome.OtherAccount();
          var connected = connected(session, arrival, start);
          var change = Change.of(new ReplaceSession(session, connected));
          if (session.state() instanceof SessionState.NeedsReconnect)
            change = change.and(events.of(Events.CONNECTED, connected, reading.get().now()));
          if (store.commit(change)) return new Outcome.Connected(connected);
        }
      }
    }
    return new Outcome.Unavailable();
  }

  private Session connected(Session session, Arrival arrival, Instant start) {
    var generation = session.renewal().generation() + 1;
    var grant =
        sealer.first(
            arrival.granted().grant(),
            arrival.requested(),
            Optional.of(arrival.account()),
            start,
            field -> session.key().binding(field, generation));
    return session.connected(grant, start);
  }
}
