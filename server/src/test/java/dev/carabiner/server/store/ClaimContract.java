package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who may refresh.
interface ClaimContract extends StoreContract {
  Duration LEASE = Duration.ofSeconds(20);

  @Test
  default void a_claim_raises_the_fence_and_lasts_for_its_lease() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var before = sessions().now();
    var reading = sessions().claim(session, "node-1", LEASE).orElseThrow();
    assertThat(reading.now()).isBetween(before, sessions().now());
    assertThat(reading.session().renewal().fence()).isEqualTo(session.renewal().fence() + 1);
    var claim = reading.session().renewal().claim().orElseThrow();
    assertThat(claim.node()).isEqualTo("node-1");
    assertThat(claim.until()).isBetween(before.plus(LEASE), reading.now().plus(LEASE));
    assertThat(reading.session())
        .isEqualTo(session.claimed(session.renewal().fence() + 1, claim))
        .isEqualTo(examples.stored(session));
  }

  @Test
  default void a_claimed_session_is_not_claimed_again_before_the_lease_is_over() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var first = sessions().claim(session, "node-1", Duration.ofMillis(200)).orElseThrow();
    var end = first.session().renewal().claim().orElseThrow().until();
    assertThat(sessions().claim(first.session(), "node-2", LEASE)).isEmpty();
    until(end);
    assertThat(sessions().claim(session, "node-2", LEASE))
        .as("by somebody who has not seen the first claim")
        .isEmpty();
    var second = sessions().claim(first.session(), "node-2", LEASE).orElseThrow();
    assertThat(second.session().renewal().fence()).isEqualTo(first.session().renewal().fence() + 1);
    assertThat(sessions().claim(second.session(), "node-1", LEASE)).isEmpty();
    assertThat(sessions().claim(second.session(), "node-2", LEASE)).isEmpty();
  }

  @Test
  default void who_lost_the_claim_changes_nothing_any_more() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var first = sessions().claim(session, "node-1", Duration.ZERO).orElseThrow().session();
    until(first.renewal().claim().orElseThrow().until());
    var second = sessions().claim(first, "node-2", LEASE).orElseThrow().session();
    assertThat(sessions().commit(renewed(examples, first))).isFalse();
    assertThat(examples.stored(session)).isEqualTo(second);
    assertThat(sessions().commit(renewed(examples, second))).isTrue();
    assertThat(examples.stored(session).renewal().claim()).isEmpty();
  }

  private static Change renewed(Examples examples, Session session) {
    var next = session.renewed(session.grant(), examples.now);
    return Change.of(new Step.ReplaceSession(session, next));
  }

  @Test
  default void only_a_connected_session_of_that_generation_and_workspace_is_claimed() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var older =
        Session.pending(
            session.key(), session.owner(), session.grant(), examples.now, examples.now);
    assertThat(sessions().claim(older, "node", LEASE)).isEmpty();
    var foreign = new Session.Key(Workspace.DEFAULT, examples.app, session.key().id());
    var stranger =
        Session.pending(foreign, session.owner(), session.grant(), examples.now, examples.now)
            .connected(session.grant(), examples.now);
    assertThat(sessions().claim(stranger, "node", LEASE)).isEmpty();
    var pending = examples.inserted(examples.pending());
    assertThat(sessions().claim(pending, "node", LEASE)).isEmpty();
    var broken = session.needsReconnect(Reason.GRANT_REVOKED);
    sessions().commit(Change.of(new Step.ReplaceSession(session, broken)));
    assertThat(sessions().claim(broken, "node", LEASE)).isEmpty();
    assertThat(examples.stored(session)).isEqualTo(broken);
  }

  @Test
  default void nobody_claims_before_the_next_try() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var waiting = notRenewed(examples, session, Duration.ofHours(1));
    assertThat(sessions().claim(waiting, "node", LEASE)).isEmpty();
    var free = notRenewed(examples, waiting, Duration.ZERO);
    assertThat(sessions().claim(free, "node", LEASE)).isPresent();
  }

  private Session notRenewed(Examples examples, Session session, Duration pause) {
    var next =
        session.notRenewed(
            examples.now.plus(pause),
            Optional.of(examples.now),
            Optional.empty(),
            Optional.empty());
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(session, next)))).isTrue();
    return next;
  }
}
