package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The provider's half of revocations, and forgetting.
interface RevocationContract extends StoreContract {

  @Test
  default void a_due_revocation_is_taken_once_and_put_off() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var due = queued(examples, session, Duration.ofSeconds(-1));
    var later = queued(examples, session, Duration.ofHours(1));
    var before = sessions().now();
    var taken = mine(examples, sessions().takeDueRevocations(Duration.ofSeconds(30), 1000));
    assertThat(taken).hasSize(1);
    var again = taken.getFirst().due().orElseThrow();
    assertThat(again).isBetween(before.plusSeconds(30), sessions().now().plusSeconds(30));
    assertThat(taken.getFirst().ended(Revocation.Receipt.FAILED))
        .isEqualTo(due.ended(Revocation.Receipt.FAILED));
    assertThat(mine(examples, sessions().takeDueRevocations(Duration.ofSeconds(30), 1000)))
        .isEmpty();
    assertThat(sessions().newestRevocation(examples.workspace, session.key().id())).contains(later);
  }

  private Revocation queued(Examples examples, Session session, Duration due) {
    var revocation = examples.revocation(session, examples.now.plus(due));
    assertThat(sessions().commit(Change.of(new Step.QueueRevocation(revocation)))).isTrue();
    return revocation;
  }

  private static List<Revocation> mine(Examples examples, List<Revocation> all) {
    return all.stream()
        .filter(each -> each.session().workspace().equals(examples.workspace))
        .toList();
  }

  @Test
  default void never_more_revocations_than_asked_for_are_taken() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    for (var i = 0; i < 5; i++) queued(examples, session, Duration.ofSeconds(-1));
    assertThat(sessions().takeDueRevocations(Duration.ofMinutes(1), 2)).hasSize(2);
  }

  @Test
  default void an_ended_revocation_keeps_its_receipt_and_loses_its_tokens() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var revocation = queued(examples, session, Duration.ofSeconds(-1));
    var again = revocation.again(examples.now.plusSeconds(60));
    sessions().update(again);
    assertThat(newest(examples, session)).isEqualTo(again);
    var ended = again.ended(Revocation.Receipt.REVOKED_AT_PROVIDER);
    sessions().update(ended);
    assertThat(newest(examples, session)).isEqualTo(ended);
    assertThat(mine(examples, sessions().takeDueRevocations(Duration.ofMinutes(1), 1000)))
        .isEmpty();
    assertThat(sessions().newestRevocation(Workspace.DEFAULT, session.key().id())).isEmpty();
  }

  private Revocation newest(Examples examples, Session session) {
    return sessions().newestRevocation(examples.workspace, session.key().id()).orElseThrow();
  }

  @Test
  default void forgetting_removes_ended_revocations_and_events_and_keeps_open_work() {
    var examples = new Examples(sessions());
    var open = examples.inserted(examples.connected());
    var ended = examples.inserted(examples.connected());
    var event = examples.event(open);
    var waiting = queued(examples, open, Duration.ofHours(1));
    sessions().update(queued(examples, ended, Duration.ZERO).ended(Revocation.Receipt.UNSUPPORTED));
    assertThat(sessions().commit(Change.of(new Step.RecordEvent(event)))).isTrue();

    sessions().forgetBefore(examples.now.minusSeconds(3600));
    assertThat(newest(examples, ended).receipt()).isEqualTo(Revocation.Receipt.UNSUPPORTED);
    until(sessions().now());
    sessions().forgetBefore(sessions().now());
    assertThat(sessions().newestRevocation(examples.workspace, ended.key().id())).isEmpty();
    assertThat(newest(examples, open)).isEqualTo(waiting);
    // An id can be used again only when its event is gone.
    assertThat(sessions().commit(Change.of(new Step.RecordEvent(event)))).isTrue();
  }

  @Test
  default void forgetting_goes_on_until_all_is_gone() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var events =
        java.util.stream.Stream.generate(() -> examples.event(session)).limit(1001).toList();
    var change = new Change(events.stream().<Change.Step>map(Step.RecordEvent::new).toList());
    assertThat(sessions().commit(change)).isTrue();
    sessions().forgetBefore(examples.now.plusMillis(1));
    assertThat(sessions().commit(change)).isTrue();
  }
}
