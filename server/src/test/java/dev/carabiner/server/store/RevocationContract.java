package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    var taken = mine(examples, take());
    assertThat(taken).hasSize(1);
    var again = taken.getFirst().due().orElseThrow();
    assertThat(again).isBetween(before.plusSeconds(30), sessions().now().plusSeconds(30));
    assertThat(taken.getFirst().tries()).isEqualTo(1);
    assertThat(taken.getFirst().tokens()).isEqualTo(due.tokens());
    assertThat(taken.getFirst().kept()).isPresent().isEqualTo(due.kept());
    assertThat(mine(examples, take())).isEmpty();
    assertThat(sessions().newestRevocation(examples.workspace, session.key().id())).contains(later);
  }

  private List<Revocation> take() {
    return sessions().takeDueRevocations(Duration.ofSeconds(30), 1000, Set.of());
  }

  @Test
  default void revocations_of_apps_that_have_enough_are_left() {
    var examples = new Examples(sessions());
    queued(examples, examples.inserted(examples.connected()), Duration.ofSeconds(-1));
    var lease = Duration.ofSeconds(30);
    assertThat(mine(examples, sessions().takeDueRevocations(lease, 1000, Set.of(examples.app))))
        .isEmpty();
    assertThat(mine(examples, sessions().takeDueRevocations(lease, 1000, Set.of()))).hasSize(1);
  }

  @Test
  default void who_was_overtaken_records_nothing() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    queued(examples, session, Duration.ofSeconds(-1));
    var slow = mine(examples, sessions().takeDueRevocations(Duration.ZERO, 1000, Set.of()));
    var quick = mine(examples, take()).getFirst();
    assertThat(sessions().update(slow.getFirst().again(examples.now, "status 500"))).isFalse();
    assertThat(newest(examples, session)).isEqualTo(quick);
    assertThat(sessions().update(ended(quick, Revocation.Receipt.REVOKED_AT_PROVIDER))).isTrue();
    assertThat(sessions().update(ended(quick, Revocation.Receipt.FAILED))).isFalse();
    assertThat(newest(examples, session).receipt())
        .isEqualTo(Revocation.Receipt.REVOKED_AT_PROVIDER);
  }

  @Test
  default void what_was_doubtful_ends_uncertain_whatever_the_provider_confirmed() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var whole = examples.revocation(session, examples.now);
    var doubtful =
        new Revocation(
            whole.id(),
            whole.session(),
            whole.account(),
            whole.tokens(),
            true,
            whole.standing(),
            whole.kept());
    sessions().commit(Change.of(new Step.QueueRevocation(doubtful)));
    assertThat(newest(examples, session)).isEqualTo(doubtful);
    sessions().update(ended(doubtful, Revocation.Receipt.REVOKED_AT_PROVIDER));
    assertThat(newest(examples, session).receipt()).isEqualTo(Revocation.Receipt.UNCERTAIN);
  }

  private static Revocation ended(Revocation revocation, Revocation.Receipt receipt) {
    return revocation.ended(
        receipt, revocation.standing().since(), "why", Optional.of("https://acme.example/apps"));
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
    assertThat(sessions().takeDueRevocations(Duration.ofMinutes(1), 2, Set.of())).hasSize(2);
  }

  @Test
  default void an_ended_revocation_keeps_its_receipt_and_loses_its_tokens() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var revocation = queued(examples, session, Duration.ofSeconds(-1));
    var again = revocation.again(examples.now.plusSeconds(60), "status 500");
    assertThat(sessions().update(again)).isTrue();
    assertThat(newest(examples, session)).isEqualTo(again);
    var ended = ended(again, Revocation.Receipt.REVOKED_AT_PROVIDER);
    sessions().update(ended);
    assertThat(newest(examples, session)).isEqualTo(ended);
    assertThat(newest(examples, session).kept()).isEmpty();
    assertThat(mine(examples, take())).isEmpty();
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
    sessions()
        .update(ended(queued(examples, ended, Duration.ZERO), Revocation.Receipt.UNSUPPORTED));
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
