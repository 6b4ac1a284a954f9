package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.oauth.IntrospectionCall;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;

/// Finds out how long a token lives whose answer did not say so, after it has landed: from the
/// provider's introspection endpoint, else from the catalogue. A token of which nothing is known
/// has no end. The next token is taken to live as long as the one before.
final class UnknownEnds {
  private final SessionStore sessions;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final IntrospectionCall introspection;
  private final Vault vault;
  private final Outlooks outlooks;

  UnknownEnds(CareRooms rooms, Outlooks outlooks) {
    this.sessions = rooms.sessions();
    this.apps = rooms.apps();
    this.clients = rooms.clients();
    this.introspection = rooms.introspection();
    this.vault = rooms.vault();
    this.outlooks = outlooks;
  }

  /// Whether the end of the session's token is unknown, and nobody is about to replace it.
  boolean concern(Session session) {
    return session.state() instanceof SessionState.Connected
        && session.renewal().claim().isEmpty()
        && session.grant().tokens().filter(tokens -> tokens.end().isEmpty()).isPresent();
  }

  /// Finds out the end of the session's token, and notes it.
  ///
  /// @return whether the session has a known end now, or has changed meanwhile
  boolean findOut(Session session) {
    var app = apps.find(session.key().app());
    if (app.isEmpty()) return false;
    var told = introspected(session, app.get());
    var life = told.or(() -> outlooks.usualLife(app.get()));
    life.ifPresent(known -> note(session, known));
    Conversation.decided(words(told.isPresent(), life));
    return life.isPresent();
  }

  private static Decision words(boolean told, Optional<Duration> life) {
    var end = life.map(known -> "The token lives " + known.toSeconds() + " s from its start");
    var text =
        end.map(known ->
                known + (told ? ", as the provider says." : ", as such tokens usually do."))
            .orElse("Nothing is known of the token's end; it is served until it is reported.");
    return new Decision(told ? Outcome.GRANTED : Outcome.NOT_DONE, Optional.empty(), () -> text);
  }

  /// Notes how long the session's present token lives from its start.
  void note(Session session, Duration life) {
    var start = session.grant().tokens().map(TokenSet::start).orElseThrow();
    var known = session.livingUntil(start.plus(life));
    sessions.commit(Change.of(new Change.Step.ReplaceSession(session, known)));
  }

  private Optional<Duration> introspected(Session session, ConnectedApp app) {
    return switch (clients.of(app, new GrantSealer(vault).kept(session), Purpose.REFRESH)) {
      case ProviderClients.Outcome.Ready(var client) ->
          accessToken(session)
              .flatMap(token -> {
                Conversation.knows(token);
                return introspection.life(client, token);
              });
      case ProviderClients.Outcome.Unreachable _, ProviderClients.Outcome.Unusable _ ->
          Optional.empty();
    };
  }

  private Optional<Secret> accessToken(Session session) {
    var tokens = session.grant().tokens().orElseThrow();
    var binding = session.key().binding("access_token", session.renewal().generation());
    try {
      return Optional.of(vault.open(tokens.accessToken(), binding));
    } catch (SealBroken broken) {
      // whoever reads it next says so
      return Optional.empty();
    }
  }
}
