package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;

/// Hears that a provider has refused the token read last, and finds out whether it is so: one check
/// for a token, however often it is reported.
public final class Reports {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final CareStore care;
  private final SessionStore sessions;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final AccountLookup lookup;
  private final Events events;
  private final Vault vault;
  private final UnknownEnds unknownEnds;
  private final Refresher refresher;
  private final Workers workers;

  public Reports(CareRooms rooms, Outlooks outlooks, Tokens tokens, Workers workers) {
    this.care = rooms.store();
    this.sessions = rooms.sessions();
    this.apps = rooms.apps();
    this.clients = rooms.clients();
    this.lookup = rooms.lookup();
    this.events = rooms.events();
    this.vault = rooms.vault();
    this.unknownEnds = new UnknownEnds(rooms, outlooks);
    this.refresher = tokens.refresher();
    this.workers = workers;
  }

  /// Where reports that more scopes are wanted go.
  public StepUps stepUps() {
    return new StepUps(sessions, new GrantSealer(vault));
  }

  /// Checks the session's present token. What came of it stands in the store.
  public void check(Reading reading) {
    var session = reading.session();
    if (!(session.state() instanceof SessionState.Connected)) return;
    var tokens = session.grant().tokens().orElseThrow();
    if (tokens.refreshToken().isEmpty())
      Conversation.about(
          session.key(),
          session.renewal().generation(),
          () -> {
            ask(session, tokens);
            return session;
          });
    else if (!Freshness.isYoung(tokens, reading.now()) && mayTry(reading)) refresh(reading, tokens);
  }

  private static boolean mayTry(Reading reading) {
    return reading.session().renewal().nextTry().filter(reading.now()::isBefore).isEmpty();
  }

  private void refresh(Reading reading, TokenSet tokens) {
    var session = reading.session();
    try {
      var _ = workers.await(refresher.join(session), LONGEST_WAIT);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return;
    }
    if (tokens.end().isEmpty()) teach(session, Duration.between(tokens.start(), reading.now()));
  }

  /// A token of unknown end is dead at that age; the next one is taken to live as long.
  private void teach(Session before, Duration life) {
    sessions
        .find(before.key().workspace(), before.key().id())
        .map(Reading::session)
        .filter(after -> after.renewal().generation() > before.renewal().generation())
        .filter(unknownEnds::concern)
        .ifPresent(after -> unknownEnds.note(after, life));
  }

  /// Nothing can be renewed: whether the grant is dead, the provider's word on the account says.
  private void ask(Session session, TokenSet tokens) {
    var app = apps.find(session.key().app());
    if (app.isEmpty() || !care.takeCheck(session)) return;
    if (!(clients.of(app.get(), new GrantSealer(vault).kept(session), Purpose.CONNECT)
        instanceof ProviderClients.Outcome.Ready(var client))) return;
    try {
      var binding = session.key().binding("access_token", session.renewal().generation());
      var token = vault.open(tokens.accessToken(), binding);
      Conversation.knows(token);
      var refused = lookup.refuses(client, token, session.grant().granted());
      Conversation.decided(words(refused));
      if (refused) end(session);
    } catch (SealBroken broken) {
      refresher.markCorrupt(session);
    }
  }

  private static Decision words(boolean refused) {
    return refused
        ? new Decision(
            Outcome.DEAD,
            Optional.of("status 401"),
            () ->
                "The provider refuses the token, and nothing can renew it: the session needs a reconnect.")
        : new Decision(
            Outcome.GRANTED,
            Optional.empty(),
            () -> "The provider says nothing against the token; the session stays as it is.");
  }

  private void end(Session session) {
    var ended = session.needsReconnect(Reason.GRANT_REVOKED);
    sessions.commit(
        Change.of(
            new Change.Step.ReplaceSession(session, ended),
            events.of(Events.NEEDS_RECONNECT, ended, sessions.now())));
  }
}
