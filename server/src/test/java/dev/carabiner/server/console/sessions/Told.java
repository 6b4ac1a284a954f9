package dev.carabiner.server.console.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.tokens.Outlook;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Situations for tests: Mia Chen's session of "Calendar" at Google, at one moment.
record Told(
    Session session,
    Optional<Instant> grantEnd,
    Situation.Terms terms,
    Optional<Situation.Trouble> trouble,
    Optional<Exchange> refusal,
    Situation.History history) {
  static final Instant NOW = Instant.parse("2027-01-12T13:26:00Z");
  static final SessionId NEWER = new SessionId("B".repeat(43));
  private static final Session.Key KEY =
      new Session.Key(Workspace.DEFAULT, new AppKey("calendar"), new SessionId("A".repeat(43)));

  static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  static Instant in(int minutes) {
    return NOW.plus(Duration.ofMinutes(minutes));
  }

  private static Told of(Session session) {
    return new Told(
        session,
        Optional.empty(),
        Situation.Terms.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Situation.History.NONE);
  }

  static Told pending() {
    return of(
        Session.pending(
            KEY,
            new Owner(Optional.of("usr_1"), Optional.empty()),
            ProviderGrant.none(List.of("a", "b")),
            ago(2),
            in(58)));
  }

  static Told connected(Optional<Instant> tokenEnd, boolean renewable, String... granted) {
    var sealed = Sealed.of(new byte[] {1});
    var set =
        new TokenSet(sealed, renewable ? Optional.of(sealed) : Optional.empty(), ago(34), tokenEnd);
    var account =
        new ProviderAccount("108", Optional.of("Mia Chen"), Optional.of("mia@acme.example"));
    var grant =
        new ProviderGrant(
            Optional.of(set),
            List.of("a", "b"),
            List.of(granted),
            Optional.of(account),
            Optional.empty(),
            Optional.empty());
    return of(pending().session().connected(grant, ago(34)));
  }

  /// With a token for 26 minutes more.
  static Told works() {
    return connected(Optional.of(in(26)), true, "a", "b");
  }

  /// With a token that ended 17 minutes ago.
  static Told ended() {
    return connected(Optional.of(ago(17)), true, "a", "b");
  }

  Told as(Session other) {
    return new Told(other, grantEnd, terms, trouble, refusal, history);
  }

  Told ending(Instant end, Optional<Duration> hard, Optional<Duration> idle) {
    return new Told(
        session, Optional.of(end), new Situation.Terms(hard, idle), trouble, refusal, history);
  }

  Told superseded() {
    var s = session;
    return new Told(
        new Session(
            s.key(),
            s.owner(),
            s.state(),
            s.grant(),
            s.renewal(),
            s.times(),
            Optional.of(NEWER),
            s.metadata()),
        grantEnd,
        terms,
        trouble,
        refusal,
        new Situation.History(
            Optional.empty(), Optional.of(ago(60)), Optional.empty(), Optional.empty()));
  }

  Told troubled(Situation.Trouble why) {
    return new Told(session, grantEnd, terms, Optional.of(why), refusal, history);
  }

  Told refusedAt(Instant time) {
    var exchange =
        new Exchange(
            "1",
            new Exchange.Subject(KEY, 1, "n"),
            new Exchange.Span(time, time, 1, Duration.ofMillis(5)),
            new Exchange.Asked("refresh", "POST", "https://google.example/token", "{}"),
            new Exchange.Answered(Optional.of(400), "{}"),
            new Exchange.Verdict(
                Outcome.DEAD, Optional.of("invalid_grant"), Optional.of("It is over.")));
    return new Told(session, grantEnd, terms, trouble, Optional.of(exchange), history);
  }

  Told at(Flow.Step step) {
    var request =
        new Flow.Request(
            Flow.Kind.CONNECT,
            "https://crm.example/back",
            Optional.empty(),
            Optional.empty(),
            in(58));
    var flow = new Flow("0", KEY, 1, request, Optional.empty(), step);
    return with(
        new Situation.History(
            Optional.of(flow), Optional.empty(), Optional.empty(), history.ended()));
  }

  Told with(Situation.History other) {
    return new Told(session, grantEnd, terms, trouble, refusal, other);
  }

  Situation situation() {
    var outlook = new Outlook(Optional.empty(), Optional.empty(), grantEnd, Optional.empty());
    return new Situation(
        session,
        new Situation.Names("Calendar", "Google", "Mia Chen"),
        NOW,
        outlook,
        terms,
        trouble,
        refusal,
        history);
  }

  Verdict verdict() {
    return Verdicts.of(situation());
  }
}
