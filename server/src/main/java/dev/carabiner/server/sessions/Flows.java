package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Starts connect flows: stores what will be needed when a browser comes, and answers the link for
/// it.
public final class Flows {
  /// How long a browser may stay at the provider.
  public static final Duration STATE_LIFETIME = Duration.ofMinutes(10);

  private static final String START = "/connected_apps/start/";

  private final SessionStore store;
  private final RandomValues random;

  public Flows(SessionStore store, RandomValues random) {
    this.store = store;
    this.random = random;
  }

  /// What the application asks of a flow.
  ///
  /// @param callbackUrl one of the app's own
  /// @param appState returned unchanged at the callback
  /// @param userLabel shown on our pages
  public record Ask(String callbackUrl, Optional<String> appState, Optional<String> userLabel) {}

  /// A flow that waits for its browser.
  ///
  /// @param session the session that it makes or mends
  /// @param path of our link; the only place where the link's random part is not hashed
  public record Started(SessionId session, String path) {
    @Override
    public String toString() {
      return "Started(" + session + ")";
    }
  }

  /// The pattern of the paths that [Started] holds, with the placeholder `link`.
  public static String startPattern() {
    return START + "{link}";
  }

  /// A new session, and the flow that connects it.
  public Started connect(ConnectedApp app, Owner owner, Ask ask) {
    var now = store.now();
    var linkEnd = now.plus(app.flow().linkLifetime());
    var key = new Session.Key(app.workspace(), app.key(), new SessionId(random.next()));
    var session =
        Session.pending(
            key, owner, ProviderGrant.none(app.consent().all()), now, linkEnd.plus(STATE_LIFETIME));
    var link = random.next();
    var flow = flow(link, key, Flow.Kind.CONNECT, ask, linkEnd);
    commit(Change.of(new Change.Step.InsertSession(session), new Change.Step.InsertFlow(flow)));
    return new Started(key.id(), START + link);
  }

  /// A flow that mends a session. The session stays as it is until the new exchange commits.
  ///
  /// @param anyAccount whether another provider account than the session's may be chosen
  public Started reconnect(Session session, ConnectedApp app, boolean anyAccount, Ask ask) {
    var link = random.next();
    var kind = anyAccount ? Flow.Kind.RECONNECT_ANY_ACCOUNT : Flow.Kind.RECONNECT;
    var flow = flow(link, session.key(), kind, ask, store.now().plus(app.flow().linkLifetime()));
    commit(Change.of(new Change.Step.InsertFlow(flow)));
    return new Started(session.key().id(), START + link);
  }

  private static Flow flow(String link, Session.Key key, Flow.Kind kind, Ask ask, Instant linkEnd) {
    var request =
        new Flow.Request(kind, ask.callbackUrl(), ask.appState(), ask.userLabel(), linkEnd);
    return new Flow(Sha256.hex(link), key, 0, request, Optional.empty(), new Flow.Step.Open());
  }

  private void commit(Change inserts) {
    if (!store.commit(inserts))
      throw new IllegalStateException("inserting random ids cannot collide");
  }
}
