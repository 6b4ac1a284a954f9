package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Workers;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.statistics.Tally;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Gives an access token that still works. A stored token is served until it is dead; one that is
/// about to die is renewed behind or before the answer. Nothing is written to hand out a token
/// ([Reads] notes it), and none is kept in memory: the row is the truth, so a revocation holds at
/// once everywhere.
public final class FreshTokens {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
  private static final Duration LONGEST_MARGIN_WAIT = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final SessionStore store;
  private final Vault vault;
  private final Refresher refresher;
  private final Reads reads;
  private final Workers workers;
  private final Tally tally;

  FreshTokens(
      SessionStore store,
      Vault vault,
      Refresher refresher,
      Reads reads,
      Workers workers,
      Tally tally) {
    this.store = store;
    this.vault = vault;
    this.refresher = refresher;
    this.reads = reads;
    this.workers = workers;
    this.tally = tally;
  }

  /// The session's access token.
  ///
  /// @param minValidity how long the token must still live; empty: it must live
  public TokenOutcome of(Workspace workspace, SessionId id, Optional<Duration> minValidity) {
    var reading = store.find(workspace, id);
    var outcome =
        reading
            .map(found -> of(found, minValidity))
            .orElseGet(() -> new TokenOutcome.NoSuchSession());
    tally.count(workspace, reading.map(found -> found.session().key().app()), outcome.deed());
    return outcome;
  }

  private TokenOutcome of(Reading reading, Optional<Duration> minValidity) {
    return switch (reading.session().state()) {
      case SessionState.Pending() -> new TokenOutcome.StillPending();
      case SessionState.Revoked(), SessionState.Expired _ -> new TokenOutcome.NoSuchSession();
      case SessionState.NeedsReconnect(var why) ->
          storedOr(reading, minValidity, new TokenOutcome.ReconnectRequired(why));
      case SessionState.Connected() -> connected(reading, minValidity);
    };
  }

  private TokenOutcome connected(Reading reading, Optional<Duration> minValidity) {
    var tokens = tokens(reading.session());
    var freshness = Freshness.of(tokens, reading.now(), minValidity);
    if (tokens.refreshToken().isEmpty())
      return storedOr(
          reading, minValidity, new TokenOutcome.ReconnectRequired(Reason.NO_REFRESH_TOKEN));
    return switch (freshness) {
      case GOOD -> open(reading);
      case AHEAD -> {
        if (mayTry(reading) && reading.session().supersededBy().isEmpty())
          refresher.begin(reading.session());
        yield open(reading);
      }
      case MARGIN -> afterRefresh(reading, minValidity, marginWait(reading, tokens));
      case TOO_SHORT, DEAD -> afterRefresh(reading, minValidity, LONGEST_WAIT);
    };
  }

  /// A read that meant to answer with a living token, and sees that it has died meanwhile, waits on
  /// as for a dead one.
  private TokenOutcome afterRefresh(Reading before, Optional<Duration> minValidity, Duration wait) {
    var key = before.session().key();
    if (!mayTry(before)) return standing(key, minValidity, FlightEnd.NOW);
    var flight = refresher.join(before.session());
    var outcome = standing(key, minValidity, await(flight, wait));
    var over = flight.isDone() || wait.compareTo(LONGEST_WAIT) >= 0;
    return over || !(outcome instanceof TokenOutcome.TryLater)
        ? outcome
        : standing(key, minValidity, await(flight, LONGEST_WAIT.minus(wait)));
  }

  /// What is stored now decides. Where it is the freshest there is, nobody can wish for more.
  private TokenOutcome standing(Session.Key key, Optional<Duration> minValidity, FlightEnd end) {
    var found = store.find(key.workspace(), key.id());
    if (found.isEmpty()) return new TokenOutcome.NoSuchSession();
    var reading = found.get();
    return switch (reading.session().state()) {
      case SessionState.Pending(), SessionState.Revoked(), SessionState.Expired _ ->
          new TokenOutcome.NoSuchSession();
      case SessionState.NeedsReconnect(var why) ->
          storedOr(reading, minValidity, new TokenOutcome.ReconnectRequired(why));
      case SessionState.Connected() ->
          storedOr(
              reading,
              end.tooEarly() ? Optional.empty() : minValidity,
              new TokenOutcome.TryLater(end.again().orElse(untilNextTry(reading))));
    };
  }

  /// The stored token while it lives for as long as was asked; `dead` once it is dead. In between
  /// nothing longer can be had now, and the caller may come back with a smaller wish.
  private TokenOutcome storedOr(
      Reading reading, Optional<Duration> minValidity, TokenOutcome dead) {
    return switch (Freshness.of(tokens(reading.session()), reading.now(), minValidity)) {
      case GOOD, AHEAD, MARGIN -> open(reading);
      case TOO_SHORT -> new TokenOutcome.TryLater(untilNextTry(reading));
      case DEAD -> dead;
    };
  }

  private TokenOutcome open(Reading reading) {
    var session = reading.session();
    var tokens = tokens(session);
    reads.note(reading);
    try {
      var binding = session.key().binding("access_token", session.renewal().generation());
      return new TokenOutcome.HandedOut(vault.open(tokens.accessToken(), binding), tokens.end());
    } catch (SealBroken broken) {
      refresher.markCorrupt(session);
      return new TokenOutcome.ReconnectRequired(Reason.DATA_CORRUPT);
    }
  }

  private static TokenSet tokens(Session session) {
    return session
        .grant()
        .tokens()
        .orElseThrow(() -> new IllegalStateException("a connected session has tokens"));
  }

  private static boolean mayTry(Reading reading) {
    return reading
        .session()
        .renewal()
        .nextTry()
        .filter(next -> next.isAfter(reading.now()))
        .isEmpty();
  }

  private static Duration untilNextTry(Reading reading) {
    var next =
        reading
            .session()
            .renewal()
            .nextTry()
            .map(at -> Duration.between(reading.now(), at))
            .orElse(SOON);
    return next.compareTo(SOON) < 0 ? SOON : next;
  }

  private static Duration marginWait(Reading reading, TokenSet tokens) {
    var half = Duration.between(reading.now(), tokens.end().orElseThrow()).dividedBy(2);
    return half.compareTo(LONGEST_MARGIN_WAIT) < 0 ? half : LONGEST_MARGIN_WAIT;
  }

  /// The flight goes on when the wait is over; what is stored then decides the answer.
  private FlightEnd await(CompletableFuture<FlightEnd> flight, Duration wait) {
    try {
      var _ = workers.await(flight, wait);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return flight.getNow(FlightEnd.NOW);
  }
}
