package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.sessions.CareStore.Look;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Concerns.Amount;
import dev.carabiner.server.sessions.Concerns.Ending;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What about sessions concerns a person.
interface ConcernContract extends DatabaseContract {
  @Test
  default void those_that_need_a_reconnect_are_told_by_app_and_reason() {
    var examples = new Examples(sessions());
    var before = sessions().now();
    broken(examples, "Ada@Acme.example", Reason.GRANT_REVOKED);
    broken(examples, "bob@acme.example", Reason.GRANT_REVOKED);
    broken(examples, "", Reason.ROTATION_LOST);
    examples.inserted(examples.connected());
    broken(new Examples(sessions()), "eve@other.example", Reason.GRANT_REVOKED);
    var after = sessions().now();

    var told = store().concerns().broken(examples.workspace, before);

    assertThat(told).hasSize(2);
    var largest = told.getFirst();
    assertThat(largest.app()).isEqualTo(examples.app);
    assertThat(largest.reason()).isEqualTo(Reason.GRANT_REVOKED);
    assertThat(largest.all()).isEqualTo(new Amount(2, true));
    assertThat(largest.since().orElseThrow()).isBetween(before, after);
    assertThat(largest.recent().amount()).isEqualTo(2);
    assertThat(largest.recent().since()).isEqualTo(largest.since());
    assertThat(largest.hosts()).containsExactly("acme.example", "acme.example");
    assertThat(told.getLast().hosts()).isEmpty();
    var later = store().concerns().broken(examples.workspace, after.plusMillis(1)).getFirst();
    assertThat(later.all()).isEqualTo(new Amount(2, true));
    assertThat(later.recent().amount()).isZero();
    assertThat(later.recent().since()).isEmpty();
  }

  @Test
  default void a_session_is_in_its_state_since_it_came_into_it() {
    var examples = new Examples(sessions());
    var ended = broken(examples, "", Reason.GRANT_REVOKED);
    var since = store().concerns().broken(examples.workspace, Instant.EPOCH).getFirst().since();

    var again = sessions().claim(examples.stored(ended), "node", Duration.ofSeconds(20));
    assertThat(again).as("only connected sessions are claimed").isEmpty();
    var changed = examples.stored(ended).needsReconnect(Reason.GRANT_REVOKED);
    replace(examples.stored(ended), changed);

    assertThat(store().concerns().broken(examples.workspace, Instant.EPOCH).getFirst().since())
        .isEqualTo(since);
  }

  @Test
  default void foretold_ends_of_a_span_are_told_the_soonest_first() {
    var examples = new Examples(sessions());
    var later = foretold(examples, Duration.ofDays(5));
    var sooner = foretold(examples, Duration.ofDays(2));
    foretold(examples, Duration.ofDays(9));
    var over = foretold(examples, Duration.ofDays(1));
    replace(over.session(), over.session().needsReconnect(Reason.GRANT_REVOKED));
    var week = examples.now.plus(Duration.ofDays(7));
    var concerns = store().concerns();

    assertThat(concerns.ending(examples.workspace, examples.now, week, 10))
        .containsExactly(sooner, later);
    assertThat(concerns.ending(examples.workspace, examples.now, week, 1)).containsExactly(sooner);
  }

  @Test
  default void connected_sessions_are_counted_for_several_apps_at_once() {
    var examples = new Examples(sessions());
    examples.inserted(examples.connected());
    examples.inserted(examples.connected());
    examples.inserted(examples.pending());
    var concerns = store().concerns();

    assertThat(concerns.connected(examples.workspace, Set.of(examples.app, new AppKey("other"))))
        .isEqualTo(new Amount(2, true));
    assertThat(concerns.connected(examples.workspace, Set.of())).isEqualTo(new Amount(0, true));
  }

  private Session broken(Examples examples, String email, Reason why) {
    var account =
        new ProviderAccount(
            Examples.random(),
            Optional.empty(),
            Optional.of(email).filter(some -> !some.isEmpty()));
    var session = examples.inserted(examples.connected(examples.owner, Optional.of(account)));
    var ended = session.needsReconnect(why);
    replace(session, ended);
    return ended;
  }

  private Ending foretold(Examples examples, Duration left) {
    var session = examples.inserted(examples.connected());
    var end = examples.now.plus(left);
    var look = new Look(session, examples.now, examples.now.plusSeconds(60), Optional.empty());
    var event = new Events(new RandomValues()).expiring(session, end, examples.now);
    assertThat(store().care().foresee(look, end, event)).isTrue();
    return new Ending(examples.stored(session), end);
  }

  private void replace(Session before, Session after) {
    assertThat(sessions().commit(Change.of(new Change.Step.ReplaceSession(before, after))))
        .isTrue();
  }
}
