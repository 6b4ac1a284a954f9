package dev.carabiner.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.callers.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Optional<AppKey> APP = Optional.of(new AppKey("notes"));
  private static final Instant SLOT = Instant.parse("2027-01-01T12:00:00Z");

  private final List<AppFigure> apps = new ArrayList<>();
  private final List<CallFigure> calls = new ArrayList<>();
  private final List<Instant> counting = new ArrayList<>();
  private Instant now = SLOT.plusSeconds(299);
  private boolean storeWorks = true;
  private final Tally tally = new Tally(() -> now);

  private final FigureStore store =
      new FigureStore() {
        @Override
        public void add(Counted counted) {
          if (!storeWorks) throw new Fault(FaultCode.STORE_UNAVAILABLE, "no store");
          apps.addAll(counted.apps());
          calls.addAll(counted.calls());
          counting.addAll(counted.counting());
        }

        @Override
        public List<AppFigure> bySlot(
            Workspace workspace, Optional<AppKey> app, Instant from, Instant to) {
          return apps;
        }

        @Override
        public List<AppFigure> byApp(Workspace workspace, Instant from, Instant to) {
          return apps;
        }

        @Override
        public List<AppFigure> bySlotAndApp(Workspace workspace, Instant from, Instant to) {
          return apps;
        }

        @Override
        public List<Instant> counted(Instant from, Instant to) {
          return counting;
        }

        @Override
        public List<CallFigure> calls(Instant from, Instant to) {
          return calls;
        }

        @Override
        public void forgetBefore(Instant time) {
          throw new UnsupportedOperationException();
        }
      };

  private void read(int times) {
    for (var i = 0; i < times; i++) tally.count(Workspace.DEFAULT, APP, Deed.HANDED_OUT);
  }

  private static AppFigure figure(Instant slot, long amount) {
    return new AppFigure(slot, Workspace.DEFAULT, APP, Deed.HANDED_OUT, amount);
  }

  @Test
  void a_deed_belongs_to_the_slot_in_which_it_was_done_whenever_it_is_written_down() {
    read(2);
    now = SLOT.plusSeconds(300);
    read(3);
    tally.flush(store, "a");
    read(1);
    tally.flush(store, "a");

    assertThat(apps)
        .containsExactlyInAnyOrder(
            figure(SLOT, 2),
            figure(SLOT.plus(Slots.LENGTH), 3),
            figure(SLOT.plus(Slots.LENGTH), 1));
    assertThat(counting).containsExactly(SLOT.plus(Slots.LENGTH));
  }

  @Test
  void what_the_store_does_not_take_is_kept_for_the_next_time() {
    tally.flush(store, "a");
    read(4);
    tally.called(new CallFigure.Callee("p", "h", "c"), Duration.ofMillis(70), true);
    storeWorks = false;
    assertThatThrownBy(() -> tally.flush(store, "a")).isInstanceOf(Fault.class);
    storeWorks = true;
    now = now.plus(Duration.ofHours(1));
    tally.flush(store, "a");

    assertThat(apps).containsExactly(figure(SLOT, 4));
    assertThat(calls)
        .singleElement()
        .isEqualTo(
            new CallFigure(
                SLOT,
                new CallFigure.Callee("p", "h", "c"),
                1,
                1,
                70,
                70,
                List.of(0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L)));
  }

  @Test
  void nothing_is_lost_between_many_threads_and_a_writer() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 4; i++) threads.add(Thread.ofPlatform().start(() -> read(50_000)));
    while (threads.stream().anyMatch(Thread::isAlive)) tally.flush(store, "a");
    for (var thread : threads) thread.join();
    tally.flush(store, "a");

    assertThat(apps.stream().mapToLong(AppFigure::amount).sum()).isEqualTo(200_000);
  }

  @Test
  void without_use_nothing_is_written_but_that_somebody_counts() {
    for (var i = 0; i < 100; i++) tally.flush(store, "a");

    assertThat(apps).isEmpty();
    assertThat(counting).containsExactly(SLOT);
  }
}
