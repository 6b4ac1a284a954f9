package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What an installation knows of apps and providers beside their sessions, and of its nodes.
interface AlarmContract extends DatabaseContract {
  @Test
  default void an_alarm_is_raised_once_and_another_one_by_other_credentials() {
    var first = alarm(new AppKey("a" + new RandomValues().next()), "one", sessions().now());

    assertThat(raised(first)).isTrue();
    assertThat(raised(first)).isFalse();
    assertThat(store().alarms().find(first.app())).hasValue(first);

    var other = alarm(first.app(), "two", first.since().plusSeconds(1));
    assertThat(raised(other)).isTrue();
    assertThat(store().alarms().find(first.app())).hasValue(other);
    assertThat(store().alarms().all()).contains(other).doesNotContain(first);
  }

  @Test
  default void a_change_with_an_alarm_that_stands_already_is_void() {
    var alarm = alarm(new AppKey("a" + new RandomValues().next()), "one", sessions().now());
    var examples = new Examples(sessions());
    assertThat(raised(alarm)).isTrue();

    var session = examples.connected();
    assertThat(
            sessions()
                .commit(Change.of(new Step.InsertSession(session), new Step.RaiseAlarm(alarm))))
        .isFalse();
    assertThat(sessions().find(session.key().workspace(), session.key().id())).isEmpty();
  }

  @Test
  default void one_probe_is_given_when_it_is_due() {
    var alarms = store().alarms();
    var due = alarm(new AppKey("a" + new RandomValues().next()), "one", Instant.EPOCH);
    raised(due);

    assertThat(alarms.takeProbe(due, Duration.ofMinutes(5))).isTrue();
    assertThat(alarms.takeProbe(due, Duration.ofMinutes(5))).isFalse();
    assertThat(alarms.find(due.app()).orElseThrow().nextProbe()).isAfter(sessions().now());
  }

  @Test
  default void an_alarm_is_ended_once_and_not_by_who_saw_another() {
    var alarms = store().alarms();
    var alarm = alarm(new AppKey("a" + new RandomValues().next()), "one", sessions().now());
    raised(alarm);

    assertThat(alarms.end(alarm(alarm.app(), "two", alarm.since()))).isFalse();
    assertThat(alarms.end(alarm)).isTrue();
    assertThat(alarms.end(alarm)).isFalse();
    assertThat(alarms.find(alarm.app())).isEmpty();
  }

  @Test
  default void one_rotation_ever_seen_is_the_last_word() {
    var lessons = store().lessons();
    var provider = new RandomValues().next();
    assertThat(lessons.neverRotates(provider)).isFalse();

    lessons.note(provider, false);
    assertThat(lessons.neverRotates(provider)).isTrue();
    lessons.note(provider, true);
    assertThat(lessons.neverRotates(provider)).isFalse();
    lessons.note(provider, false);
    assertThat(lessons.neverRotates(provider)).isFalse();
  }

  @Test
  default void a_node_runs_while_its_heart_beats() {
    var nodes = store().nodes();
    var node = new RandomValues().next();
    assertThat(nodes.runs(node, Duration.ofMinutes(1))).isFalse();

    nodes.beat(node);
    nodes.beat(node);
    assertThat(nodes.runs(node, Duration.ofMinutes(1))).isTrue();
    assertThat(nodes.running(Duration.ofMinutes(1))).isPositive();
    until(sessions().now());
    assertThat(nodes.runs(node, Duration.ZERO)).isFalse();

    nodes.leave(node);
    assertThat(nodes.runs(node, Duration.ofMinutes(1))).isFalse();
  }

  @Test
  default void a_refresh_token_that_came_late_is_kept_with_its_generation_only() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var generation = session.renewal().generation();
    var orphan = Examples.sealed("late");

    assertThat(sessions().commit(keeping(session.key(), generation + 1, orphan))).isTrue();
    assertThat(examples.stored(session).renewal().orphan()).isEqualTo(session.renewal().orphan());

    assertThat(sessions().commit(keeping(session.key(), generation, orphan))).isTrue();
    var stored = examples.stored(session);
    assertThat(stored.renewal().orphan()).hasValue(orphan);

    var waiting = stored.released();
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(stored, waiting)))).isTrue();
    assertThat(examples.stored(session).renewal().orphan()).hasValue(orphan);

    var renewed = waiting.renewed(waiting.grant(), examples.now);
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(waiting, renewed)))).isTrue();
    assertThat(examples.stored(session).renewal().orphan()).isEmpty();
  }

  private static Change keeping(Session.Key key, long generation, Sealed orphan) {
    return Change.of(new Step.KeepOrphan(key, generation, orphan));
  }

  private boolean raised(AppAlarm alarm) {
    return sessions().commit(Change.of(new Step.RaiseAlarm(alarm)));
  }

  private static AppAlarm alarm(AppKey app, String fingerprint, Instant since) {
    return new AppAlarm(Workspace.DEFAULT, app, fingerprint, "invalid_client", since, since);
  }
}
