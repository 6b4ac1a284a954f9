package dev.carabiner.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.RecordEvent;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration LIFE = Duration.ofHours(1);

  private final RandomValues random = new RandomValues();
  private final Vault vault =
      new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of()));
  private final GrantSealer sealer = new GrantSealer(vault);
  private final Settlement settlement = new Settlement(sealer, new Events(random));
  private final Session session = claimed(Optional.of(LIFE));

  @Test
  void a_grant_without_refresh_token_keeps_the_old_one_sealed_to_the_new_generation() {
    var next =
        next(settle(session, new TokenReply.Granted(grant(Optional.empty())), RotationPolicy.NONE));

    assertThat(next.renewal().generation()).isEqualTo(session.renewal().generation() + 1);
    assertThat(next.renewal().fence()).isGreaterThan(session.renewal().fence());
    assertThat(opened(next, "refresh_token")).isEqualTo("refresh-1");
    assertThat(opened(next, "access_token")).isEqualTo("access-2");
    assertThat(next.grant().tokens().orElseThrow().end()).hasValue(START.plus(LIFE));
  }

  @Test
  void a_rotated_refresh_token_takes_the_place_of_the_old_one() {
    var next =
        next(
            settle(
                session,
                new TokenReply.Granted(grant(Optional.of("refresh-2"))),
                RotationPolicy.STRICT));

    assertThat(opened(next, "refresh_token")).isEqualTo("refresh-2");
  }

  @Test
  void one_invalid_grant_waits_for_a_second_opinion_and_a_second_one_ends_the_grant() {
    var once = next(settle(session, new TokenReply.Dead("invalid_grant"), RotationPolicy.NONE));
    assertThat(once.state().word()).isEqualTo("connected");
    assertThat(once.renewal().deniedSince()).hasValue(START);
    assertThat(once.times().due())
        .hasValueSatisfying(
            due -> assertThat(due).isBetween(START.plusSeconds(5), START.plusSeconds(20)));

    var change = settle(once, new TokenReply.Dead("invalid_grant"), RotationPolicy.NONE);
    assertThat(next(change).state().reason().orElseThrow().word()).isEqualTo("grant_revoked");
    assertThat(change.steps())
        .anyMatch(step ->
            step instanceof RecordEvent recorded
                && recorded.event().type().equals("session.needs_reconnect"));
  }

  @Test
  void a_success_after_a_denial_forgets_the_denial() {
    var once = next(settle(session, new TokenReply.Dead("invalid_grant"), RotationPolicy.NONE));
    var again =
        next(settle(once, new TokenReply.Granted(grant(Optional.empty())), RotationPolicy.NONE));

    assertThat(again.renewal().deniedSince()).isEmpty();
    assertThat(again.state().word()).isEqualTo("connected");
  }

  @Test
  void where_a_reuse_ends_the_grant_one_invalid_grant_is_believed() {
    var next = next(settle(session, new TokenReply.Dead("invalid_grant"), RotationPolicy.STRICT));

    assertThat(next.state().reason().orElseThrow().word()).isEqualTo("grant_revoked");
  }

  @ParameterizedTest
  @EnumSource(RotationPolicy.class)
  void in_doubt_is_tried_again_soon_only_where_the_old_token_stays_good(RotationPolicy policy) {
    var next = next(settle(session, new TokenReply.InDoubt("cut"), policy));
    var wait = Duration.between(START, next.renewal().nextTry().orElseThrow());

    switch (policy) {
      case NONE, GRACE, PREVIOUS_UNTIL_USED ->
          assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(15));
      case STRICT, UNKNOWN -> assertThat(wait).isEqualTo(LIFE);
    }
    assertThat(next.state().word()).isEqualTo("connected");
  }

  /// It may live for long, and a second use of the refresh token may end it.
  @Test
  void a_doubt_about_a_token_of_unknown_end_is_not_looked_into_for_an_hour() {
    var endless = claimed(Optional.empty());
    var next = next(settle(endless, new TokenReply.InDoubt("timeout"), RotationPolicy.STRICT));

    assertThat(next.renewal().nextTry().orElseThrow()).isAfterOrEqualTo(START.plus(LIFE));
  }

  @Test
  void an_invalid_grant_after_a_doubt_is_a_lost_rotation() {
    var doubtful = next(settle(session, new TokenReply.InDoubt("cut"), RotationPolicy.STRICT));
    var next = next(settle(doubtful, new TokenReply.Dead("invalid_grant"), RotationPolicy.STRICT));

    assertThat(next.state().reason().orElseThrow().word()).isEqualTo("rotation_lost");
  }

  @Test
  void wrong_client_credentials_and_outages_only_put_off_the_next_try() {
    var ours =
        next(settle(session, new TokenReply.OursIsWrong("invalid_client"), RotationPolicy.STRICT));
    assertThat(ours.renewal().nextTry()).hasValue(START.plusSeconds(30));
    var asked =
        next(
            settle(
                session,
                new TokenReply.NotDone("429", Optional.of(Duration.ofMinutes(2)), false),
                RotationPolicy.STRICT));
    assertThat(asked.renewal().nextTry()).hasValue(START.plusSeconds(120));
    assertThat(List.of(ours.state().word(), asked.state().word())).containsOnly("connected");
  }

  @Test
  void puttings_off_in_a_row_grow_longer_and_stay_within_fifteen_seconds() {
    var waiting = session;
    var last = Duration.ZERO;
    for (var round = 0; round < 10; round++) {
      waiting =
          next(
              settle(
                  waiting,
                  new TokenReply.NotDone("503", Optional.empty(), false),
                  RotationPolicy.NONE));
      var wait = Duration.between(START, waiting.renewal().nextTry().orElseThrow());
      assertThat(wait).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofSeconds(15));
      last = wait;
    }
  }

  @Test
  void a_token_that_is_dead_when_it_comes_is_not_followed_by_another_for_twenty_seconds() {
    var spent =
        new Settlement.Arrival(
            new TokenReply.Granted(grant(Optional.empty())),
            START,
            START.plus(LIFE),
            RotationPolicy.NONE,
            Optional.empty());
    assertThat(next(settlement.of(session, spent)).renewal().nextTry())
        .hasValue(START.plus(LIFE).plusSeconds(20));
    var good =
        settle(session, new TokenReply.Granted(grant(Optional.empty())), RotationPolicy.NONE);
    assertThat(next(good).renewal().nextTry()).isEmpty();
  }

  private Change settle(Session of, TokenReply reply, RotationPolicy policy) {
    return settlement.of(of, new Settlement.Arrival(reply, START, START, policy, Optional.empty()));
  }

  private static Session next(Change change) {
    return ((ReplaceSession) change.steps().getFirst()).next();
  }

  private String opened(Session of, String field) {
    var tokens = of.grant().tokens().orElseThrow();
    var sealed =
        field.equals("access_token") ? tokens.accessToken() : tokens.refreshToken().orElseThrow();
    return vault
        .open(sealed, of.key().binding(field, of.renewal().generation()))
        .reveal(Reveal.TO_COMPARE);
  }

  private Session claimed(Optional<Duration> life) {
    var key = new Session.Key(Workspace.DEFAULT, new AppKey("acme"), new SessionId(random.next()));
    var owner = new Owner(Optional.of("56"), Optional.empty());
    var pending =
        Session.pending(key, owner, ProviderGrant.none(List.of("a")), START, START.plus(LIFE));
    var first =
        new Grant(
            Secret.of("access-1"),
            Optional.of(Secret.of("refresh-1")),
            life,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    var grant =
        sealer.first(first, List.of("a"), Optional.empty(), START, field -> key.binding(field, 1));
    return pending
        .connected(grant, START)
        .claimed(7, new Renewal.Claim("node", START.plusSeconds(20)));
  }

  private static Grant grant(Optional<String> refreshToken) {
    return new Grant(
        Secret.of("access-2"),
        refreshToken.map(Secret::of),
        Optional.of(LIFE),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }
}
