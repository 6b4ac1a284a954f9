package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.sessions.CareStore.Look;
import dev.carabiner.server.sessions.CareStore.Read;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who is looked after when.
interface CareContract extends DatabaseContract {
  Duration A_WHILE = Duration.ofMinutes(1);
  int ALL = 1000;

  @Test
  default void a_new_generation_is_looked_at_at_once_and_by_one_node() {
    var examples = new Examples(sessions());
    var session = connected(examples);

    var look = look(session).orElseThrow();

    assertThat(look.session()).isEqualTo(session);
    assertThat(look.until()).isBetween(examples.now.plus(A_WHILE), sessions().now().plus(A_WHILE));
    assertThat(look.foreseen()).isEmpty();
    assertThat(look(session)).isEmpty();
  }

  @Test
  default void a_look_says_when_the_next_one_is() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    var first = look(session).orElseThrow();
    store().care().lookAgain(first, Optional.of(examples.now));
    var second = look(session).orElseThrow();
    store().care().lookAgain(second, Optional.empty());

    assertThat(look(session)).isEmpty();
    assertThat(examples.stored(session)).isEqualTo(session);
  }

  @Test
  default void a_session_that_has_ended_is_not_looked_at() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    var ended = session.needsReconnect(Reason.GRANT_REVOKED);
    sessions().commit(Change.of(new Change.Step.ReplaceSession(session, ended)));

    assertThat(look(session)).isEmpty();
  }

  @Test
  default void a_read_is_written_once_for_a_token_and_then_once_an_hour() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    var at = examples.now.plusSeconds(5);

    note(session, at, Optional.empty());
    assertThat(examples.stored(session).times().lastRead()).hasValue(at);
    note(session, at.plusSeconds(3599), Optional.empty());
    assertThat(examples.stored(session).times().lastRead()).hasValue(at);
    note(session, at.plusSeconds(3601), Optional.empty());
    assertThat(examples.stored(session).times().lastRead()).hasValue(at.plusSeconds(3601));
    assertThat(examples.stored(session).renewal()).isEqualTo(session.renewal());
  }

  @Test
  default void a_read_brings_the_look_forward_and_never_puts_it_off() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    store().care().lookAgain(look(session).orElseThrow(), Optional.empty());

    note(session, examples.now, Optional.of(examples.now));
    var look = look(session).orElseThrow();
    assertThat(look.session().times().lastRead()).hasValue(examples.now);
    note(session, examples.now.plusSeconds(1), Optional.of(look.until().plusSeconds(60)));
    store().care().lookAgain(look, Optional.of(examples.now));
    assertThat(look(session)).isPresent();
  }

  @Test
  default void a_read_during_a_look_is_not_forgotten_by_it() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    var look =
        store().care().takeLooks(Duration.ZERO, ALL).stream()
            .filter(each -> each.session().key().equals(session.key()))
            .findFirst()
            .orElseThrow();

    note(session, examples.now, Optional.of(look.until().plusSeconds(60)));
    store().care().lookAgain(look, Optional.empty());

    assertThat(look(session)).isPresent();
  }

  @Test
  default void a_look_of_a_former_generation_says_nothing() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    var look = look(session).orElseThrow();
    var next = session.renewed(session.grant(), examples.now);
    sessions().commit(Change.of(new Change.Step.ReplaceSession(session, next)));

    store().care().lookAgain(look, Optional.empty());

    assertThat(look(next)).isPresent();
    assertThat(foresee(look, examples.now)).isFalse();
  }

  @Test
  default void an_end_is_foreseen_once_and_anew_after_a_reconnect() {
    var examples = new Examples(sessions());
    var session = connected(examples);
    var look = look(session).orElseThrow();
    var end = examples.now.plus(Duration.ofDays(3));

    assertThat(foresee(look, end)).isTrue();
    assertThat(foresee(look, end)).isFalse();
    store().care().lookAgain(look, Optional.of(examples.now));
    assertThat(look(session).orElseThrow().foreseen()).hasValue(end);

    var again = session.connected(session.grant(), examples.now.plusSeconds(1));
    sessions().commit(Change.of(new Change.Step.ReplaceSession(session, again)));
    assertThat(look(again).orElseThrow().foreseen()).isEmpty();
  }

  @Test
  default void a_token_gets_one_check_and_the_next_token_another() {
    var examples = new Examples(sessions());
    var session = connected(examples);

    assertThat(store().care().takeCheck(session)).isTrue();
    assertThat(store().care().takeCheck(session)).isFalse();
    var next = session.renewed(session.grant(), examples.now);
    sessions().commit(Change.of(new Change.Step.ReplaceSession(session, next)));
    assertThat(store().care().takeCheck(session)).isFalse();
    assertThat(store().care().takeCheck(next)).isTrue();
  }

  @Test
  default void looks_follow_use_and_not_stock() {
    var examples = new Examples(sessions());
    var stock = IntStream.range(0, 60).mapToObj(_ -> connected(examples)).toList();
    var keys = stock.stream().map(Session::key).toList();
    looks(keys).forEach(look -> store().care().lookAgain(look, Optional.empty()));
    assertThat(looks(keys)).isEmpty();

    var read = stock.subList(0, 3);
    read.forEach(session -> note(session, examples.now, Optional.of(examples.now)));

    assertThat(looks(keys))
        .extracting(look -> look.session().key())
        .containsExactlyInAnyOrderElementsOf(read.stream().map(Session::key).toList());
  }

  private List<Look> looks(List<Session.Key> among) {
    return store().care().takeLooks(A_WHILE, ALL).stream()
        .filter(look -> among.contains(look.session().key()))
        .toList();
  }

  private Session connected(Examples examples) {
    var pending = examples.inserted(examples.pending());
    var connected = pending.connected(examples.grant(Optional.empty()), examples.now);
    sessions().commit(Change.of(new Change.Step.ReplaceSession(pending, connected)));
    return connected;
  }

  private void note(Session session, Instant at, Optional<Instant> look) {
    store()
        .care()
        .noteReads(List.of(new Read(session.key(), session.renewal().generation(), at, look)));
  }

  private Optional<Look> look(Session session) {
    return store().care().takeLooks(A_WHILE, ALL).stream()
        .filter(look -> look.session().key().equals(session.key()))
        .findFirst();
  }

  private boolean foresee(Look look, Instant end) {
    var event = new Events(new RandomValues()).expiring(look.session(), end, look.now());
    return store().care().foresee(look, end, event);
  }
}
