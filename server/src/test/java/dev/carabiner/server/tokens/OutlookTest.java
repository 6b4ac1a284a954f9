package dev.carabiner.server.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration HALF_A_YEAR = Duration.ofDays(180);
  private static final Optional<Duration> NOTHING_SAID = Optional.empty();
  private static final Optional<Duration> MONTH = Optional.of(Duration.ofDays(30));

  @Test
  void a_token_that_was_read_is_refreshed_ahead_between_eighty_percent_and_its_margin() {
    for (var life : List.of(Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofHours(1))) {
      var session = read(session(Optional.of(life), true), START);
      var outlook = Outlook.of(session, new Outlook.Terms(NOTHING_SAID, NOTHING_SAID, HALF_A_YEAR));
      var end = START.plus(life);
      assertThat(outlook.ahead().orElseThrow())
          .isBetween(end.minus(Freshness.ahead(life)), end.minus(Freshness.margin(life)));
    }
  }

  @Test
  void a_token_that_may_be_old_before_its_reads_are_written_is_left_to_its_readers() {
    var session = read(session(Optional.of(Duration.ofSeconds(39)), true), START);
    var terms = new Outlook.Terms(NOTHING_SAID, NOTHING_SAID, HALF_A_YEAR);
    assertThat(Outlook.of(session, terms).ahead()).isEmpty();
  }

  @Test
  void the_ahead_windows_of_many_do_not_begin_at_once() {
    var terms = new Outlook.Terms(NOTHING_SAID, NOTHING_SAID, HALF_A_YEAR);
    var begins =
        IntStream.range(0, 100)
            .mapToObj(_ -> read(session(Optional.of(Duration.ofHours(1)), true), START))
            .map(session -> Outlook.of(session, terms).ahead().orElseThrow())
            .distinct();
    assertThat(begins).hasSizeGreaterThan(50);
  }

  @Test
  void what_nobody_reads_or_a_newer_session_has_taken_over_is_not_refreshed_ahead() {
    var session = session(Optional.of(Duration.ofHours(1)), true);
    var terms = new Outlook.Terms(NOTHING_SAID, NOTHING_SAID, HALF_A_YEAR);
    assertThat(Outlook.of(session, terms).ahead()).isEmpty();
    assertThat(Outlook.of(read(session, START.minusSeconds(1)), terms).ahead()).isEmpty();
    assertThat(Outlook.of(superseded(read(session, START)), terms).ahead()).isEmpty();
  }

  @Test
  void a_grant_that_would_idle_out_is_kept_alive_two_days_or_more_before() {
    var session = session(Optional.of(Duration.ofHours(1)), true);
    var outlook = Outlook.of(session, new Outlook.Terms(NOTHING_SAID, MONTH, HALF_A_YEAR));

    assertThat(outlook.keepAlive().orElseThrow())
        .isBetween(START.plus(Duration.ofDays(25)), START.plus(Duration.ofDays(28)));
    assertThat(outlook.end()).isEmpty();
    assertThat(outlook.warning()).isEmpty();
  }

  @Test
  void nothing_is_kept_alive_that_nobody_wants_or_that_ends_anyway() {
    var session = session(Optional.of(Duration.ofHours(1)), true);
    var idle = START.plus(MONTH.orElseThrow());

    var off = Outlook.of(session, new Outlook.Terms(NOTHING_SAID, MONTH, Duration.ZERO));
    assertThat(off.keepAlive()).isEmpty();
    assertThat(off.end()).hasValue(idle);
    assertThat(off.warning()).hasValue(idle.minus(Duration.ofDays(7)));

    var forgotten = Outlook.of(session, new Outlook.Terms(NOTHING_SAID, MONTH, Duration.ofDays(9)));
    assertThat(forgotten.keepAlive()).isEmpty();
    var read = read(session, START.plus(Duration.ofDays(20)));
    assertThat(
            Outlook.of(read, new Outlook.Terms(NOTHING_SAID, MONTH, Duration.ofDays(9)))
                .keepAlive())
        .isPresent();

    var terms = new Outlook.Terms(MONTH, MONTH, Keeping.FOREVER);
    assertThat(Outlook.of(session, terms).keepAlive()).isEmpty();
    assertThat(Outlook.of(session, terms).end()).hasValue(idle);
    assertThat(
            Outlook.of(superseded(session), new Outlook.Terms(NOTHING_SAID, MONTH, HALF_A_YEAR))
                .keepAlive())
        .isEmpty();
  }

  @Test
  void forever_is_forever() {
    var session = session(Optional.of(Duration.ofHours(1)), true);
    assertThat(
            Outlook.of(session, new Outlook.Terms(NOTHING_SAID, MONTH, Keeping.FOREVER))
                .keepAlive())
        .isPresent();
  }

  @Test
  void without_a_refresh_token_the_grant_dies_with_a_token_of_more_than_a_day() {
    var terms = new Outlook.Terms(NOTHING_SAID, MONTH, HALF_A_YEAR);
    var weeks = Outlook.of(session(Optional.of(Duration.ofDays(60)), false), terms);
    assertThat(weeks.end()).hasValue(START.plus(Duration.ofDays(60)));
    assertThat(weeks.warning()).hasValue(START.plus(Duration.ofDays(53)));
    assertThat(Outlook.of(session(Optional.of(Duration.ofHours(2)), false), terms).end()).isEmpty();
    assertThat(Outlook.of(session(Optional.empty(), false), terms).end()).isEmpty();
  }

  @Test
  void the_next_look_is_at_the_first_time_to_come() {
    var ahead = START.plusSeconds(60);
    var end = START.plus(Duration.ofDays(9));
    var warning = START.plus(Duration.ofDays(2));
    var outlook =
        new Outlook(Optional.of(ahead), Optional.empty(), Optional.of(end), Optional.of(warning));
    assertThat(outlook.next(START)).hasValue(ahead);
    assertThat(outlook.next(ahead)).hasValue(warning);
    assertThat(outlook.next(warning)).isEmpty();
  }

  private static Session session(Optional<Duration> life, boolean refreshable) {
    var random = new RandomValues();
    var key = new Session.Key(Workspace.DEFAULT, new AppKey("acme"), new SessionId(random.next()));
    var tokens =
        new TokenSet(
            sealed(),
            refreshable ? Optional.of(sealed()) : Optional.empty(),
            START,
            life.map(START::plus));
    var grant =
        new ProviderGrant(
            Optional.of(tokens),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Session.pending(
            key,
            new Owner(Optional.of("56"), Optional.empty()),
            ProviderGrant.none(List.of()),
            START,
            START)
        .connected(grant, START);
  }

  private static Sealed sealed() {
    return Sealed.of("x".getBytes(UTF_8));
  }

  private static Session read(Session session, Instant at) {
    var times = session.times();
    return new Session(
        session.key(),
        session.owner(),
        session.state(),
        session.grant(),
        session.renewal(),
        new Session.Times(
            times.created(), times.connected(), times.refreshed(), times.due(), Optional.of(at)),
        session.supersededBy(),
        session.metadata());
  }

  private static Session superseded(Session session) {
    return new Session(
        session.key(),
        session.owner(),
        session.state(),
        session.grant(),
        session.renewal(),
        session.times(),
        Optional.of(new SessionId(new RandomValues().next())),
        session.metadata());
  }
}
