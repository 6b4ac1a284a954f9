package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.m2m.StoredKey;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everybody at the same moment.
interface PressureContract extends DatabaseContract {
  int THREADS = 50;

  /// What all of them answered.
  static <T> List<T> together(IntFunction<Callable<T>> work) throws Exception {
    var start = new CyclicBarrier(THREADS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<T>>();
      for (var i = 0; i < THREADS; i++) {
        var mine = work.apply(i);
        futures.add(
            threads.submit(() -> {
              start.await();
              return mine.call();
            }));
      }
      var answers = new ArrayList<T>();
      for (var future : futures) answers.add(future.get());
      return answers;
    } catch (ExecutionException failed) {
      throw new AssertionError("one of them failed", failed.getCause());
    }
  }

  @Test
  default void of_many_claims_exactly_one_wins() throws Exception {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var claims =
        together(i -> () -> sessions().claim(session, "node-" + i, Duration.ofSeconds(20)));
    var won = claims.stream().flatMap(Optional::stream).toList();
    assertThat(won).hasSize(1);
    assertThat(examples.stored(session)).isEqualTo(won.getFirst().session());
    assertThat(won.getFirst().session().renewal().fence()).isEqualTo(session.renewal().fence() + 1);
  }

  @Test
  default void of_many_commits_over_one_fence_exactly_one_holds() throws Exception {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var nexts =
        IntStream.range(0, THREADS)
            .mapToObj(i ->
                session.notRenewed(
                    examples.now.plusSeconds(i), Optional.empty(),
                    Optional.empty(), Optional.empty()))
            .toList();
    var events = Stream.generate(() -> examples.event(session)).limit(THREADS).toList();
    var held =
        together(i ->
            () ->
                sessions()
                    .commit(
                        Change.of(
                            new Step.RecordEvent(events.get(i)),
                            new Step.ReplaceSession(session, nexts.get(i)))));
    assertThat(held).containsOnlyOnce(true);
    assertThat(examples.stored(session)).isEqualTo(nexts.get(held.indexOf(true)));
    // The ids of the others' events are free, so their transactions left nothing.
    var others =
        events.stream()
            .filter(event -> event != events.get(held.indexOf(true)))
            .<Change.Step>map(Step.RecordEvent::new)
            .toList();
    assertThat(sessions().commit(new Change(others))).isTrue();
  }

  @Test
  default void of_many_callbacks_exactly_one_goes_on_to_the_exchange() throws Exception {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.pending());
    var flow = examples.flow(session, new Flow.Step.Open());
    sessions().commit(Change.of(new Step.InsertFlow(flow)));
    var next = flow.at(new Flow.Step.Exchanging(Examples.random(), examples.now));
    assertThat(together(i -> () -> sessions().commit(Change.of(new Step.ReplaceFlow(flow, next)))))
        .containsOnlyOnce(true);
  }

  @Test
  default void of_many_sessions_that_connect_at_once_one_has_no_successor() throws Exception {
    var examples = new Examples(sessions());
    var account = Optional.of(examples.account);
    var pending =
        IntStream.range(0, THREADS).mapToObj(_ -> examples.inserted(examples.pending())).toList();
    var held =
        together(i ->
            () -> {
              var session = pending.get(i);
              var next = session.connected(examples.grant(account), examples.now);
              return sessions()
                  .commit(
                      Change.of(new Step.ReplaceSession(session, next), new Step.Supersede(next)));
            });
    assertThat(held).doesNotContain(false);
    var last =
        pending.stream()
            .map(examples::stored)
            .filter(session -> session.supersededBy().isEmpty())
            .toList();
    assertThat(last).hasSize(1);
    assertThat(pending.stream().map(examples::stored).filter(each -> !each.equals(last.getFirst())))
        .allMatch(each -> each.supersededBy().equals(Optional.of(last.getFirst().key().id())));
  }

  @Test
  default void sessions_that_are_mended_at_once_get_over_each_other() throws Exception {
    var examples = new Examples(sessions());
    var account = Optional.of(examples.account);
    var two =
        List.of(examples.inserted(examples.connected()), examples.inserted(examples.connected()));
    ProviderGrant grant = examples.grant(account);
    together(i ->
        () -> {
          boolean held;
          do {
            Session seen = examples.stored(two.get(i % 2));
            var next = seen.connected(grant, examples.now);
            held =
                sessions()
                    .commit(
                        Change.of(new Step.ReplaceSession(seen, next), new Step.Supersede(next)));
          } while (!held);
          return true;
        });
    assertThat(two.stream().map(examples::stored).filter(s -> s.supersededBy().isEmpty()))
        .hasSize(1);
  }

  @Test
  default void no_revocation_is_taken_twice() throws Exception {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var queued =
        Stream.generate(() -> examples.revocation(session, examples.now.minusSeconds(1)))
            .limit(100)
            .toList();
    sessions()
        .commit(new Change(queued.stream().<Change.Step>map(Step.QueueRevocation::new).toList()));
    var taken =
        together(i -> () -> sessions().takeDueRevocations(Duration.ofMinutes(5), 3, Set.of()));
    var ids =
        taken.stream()
            .flatMap(List::stream)
            .filter(each -> each.session().equals(session.key()))
            .map(Revocation::id)
            .toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(queued.stream().map(Revocation::id).toList());
  }

  @Test
  default void of_many_nodes_the_first_ones_key_check_stays() throws Exception {
    var kept =
        together(
            i -> () -> store().installation().keyCheckOrPut(Examples.sealed("candidate " + i)));
    assertThat(kept).containsOnly(store().installation().keyCheck().orElseThrow());
  }

  @Test
  default void of_many_nodes_the_first_ones_signing_key_is_the_only_one() throws Exception {
    var keys = store().signingKeys();
    var now = sessions().now();
    together(i ->
        () -> {
          var mine = Examples.sealed("key " + i);
          keys.insertIfNone(new StoredKey("kid " + i, mine, now));
          return keys.loadAll();
        });
    var only = keys.loadAll();
    assertThat(only).hasSize(1);
    assertThat(only.getFirst().createdAt()).isEqualTo(now);
    assertThat(only.getFirst().privateKey())
        .isEqualTo(Examples.sealed(only.getFirst().kid().replace("kid", "key")));
  }
}
