package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.statistics.AppFigure;
import dev.carabiner.server.statistics.CallFigure;
import dev.carabiner.server.statistics.Deed;
import dev.carabiner.server.statistics.FigureStore.Counted;
import dev.carabiner.server.statistics.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How much was done.
interface FigureContract extends DatabaseContract {
  /// Each test has a day of its own: some figures belong to no workspace.
  AtomicInteger DAY = new AtomicInteger();

  private static Instant aDay() {
    return Instant.parse("2031-01-01T00:00:00Z").plus(Duration.ofDays(DAY.incrementAndGet()));
  }

  @Test
  default void what_nodes_count_adds_up_slot_by_slot_and_app_by_app() {
    var day = aDay();
    var next = day.plus(Slots.LENGTH);
    var workspace = new Examples(sessions()).workspace;
    var one = Optional.of(new AppKey("one"));
    var two = Optional.of(new AppKey("two"));
    add("a", figure(day, workspace, one, Deed.HANDED_OUT, 5));
    add("a", figure(day, workspace, one, Deed.HANDED_OUT, 2));
    add("b", figure(day, workspace, one, Deed.HANDED_OUT, 10));
    add("b", figure(day, workspace, two, Deed.HANDED_OUT, 100));
    add("b", figure(next, workspace, one, Deed.readRefused("SESSION_PENDING"), 1));
    add("b", figure(next, workspace, Optional.empty(), Deed.readRefused("INVALID_SESSION"), 7));
    add("b", figure(day, new Workspace("another"), one, Deed.HANDED_OUT, 1000));

    var to = day.plus(Duration.ofDays(1));
    var figures = store().figures();
    assertThat(figures.bySlot(workspace, Optional.empty(), day, to))
        .containsExactlyInAnyOrder(
            figure(day, workspace, Optional.empty(), Deed.HANDED_OUT, 117),
            figure(next, workspace, Optional.empty(), Deed.readRefused("INVALID_SESSION"), 7),
            figure(next, workspace, Optional.empty(), Deed.readRefused("SESSION_PENDING"), 1));
    assertThat(figures.bySlot(workspace, one, day, next))
        .containsExactly(figure(day, workspace, one, Deed.HANDED_OUT, 17));
    assertThat(figures.bySlotAndApp(workspace, day, to))
        .containsExactlyInAnyOrder(
            figure(day, workspace, one, Deed.HANDED_OUT, 17),
            figure(day, workspace, two, Deed.HANDED_OUT, 100),
            figure(next, workspace, one, Deed.readRefused("SESSION_PENDING"), 1),
            figure(next, workspace, Optional.empty(), Deed.readRefused("INVALID_SESSION"), 7));
    assertThat(figures.byApp(workspace, day, to))
        .containsExactlyInAnyOrder(
            figure(day, workspace, one, Deed.HANDED_OUT, 17),
            figure(day, workspace, one, Deed.readRefused("SESSION_PENDING"), 1),
            figure(day, workspace, two, Deed.HANDED_OUT, 100),
            figure(day, workspace, Optional.empty(), Deed.readRefused("INVALID_SESSION"), 7));
  }

  @Test
  default void a_slot_in_which_no_node_counted_is_not_among_those_that_are_known() {
    var day = aDay();
    var third = day.plus(Slots.LENGTH.multipliedBy(2));
    store().figures().add(new Counted("a", List.of(day), List.of(), List.of()));
    store().figures().add(new Counted("b", List.of(day, third), List.of(), List.of()));

    assertThat(store().figures().counted(day, day.plus(Duration.ofDays(1))))
        .containsExactly(day, third);
  }

  @Test
  default void calls_to_providers_add_up_with_the_longest_of_all() {
    var day = aDay();
    var callee = new CallFigure.Callee("example", "api.example", "crm");
    var figure =
        new CallFigure(day, callee, 3, 1, 900, 700, List.of(1L, 0L, 1L, 0L, 1L, 0L, 0L, 0L));
    var other =
        new CallFigure(day, callee, 1, 0, 9000, 9000, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L));
    store().figures().add(new Counted("a", List.of(), List.of(), List.of(figure)));
    store().figures().add(new Counted("a", List.of(), List.of(), List.of(other)));
    store().figures().add(new Counted("b", List.of(), List.of(), List.of(figure)));

    assertThat(store().figures().calls(day, day.plus(Duration.ofDays(1))))
        .containsExactly(
            new CallFigure(
                day, callee, 7, 2, 10800, 9000, List.of(2L, 0L, 2L, 0L, 2L, 0L, 0L, 1L)));
  }

  @Test
  default void figures_past_their_time_are_forgotten() {
    var day = Instant.parse("2001-01-01T00:00:00Z");
    var workspace = new Examples(sessions()).workspace;
    add("a", figure(day, workspace, Optional.empty(), Deed.REFRESHED, 1));
    store().figures().add(new Counted("a", List.of(day), List.of(), List.of()));
    store().figures().forgetBefore(day.plusMillis(1));

    var to = day.plus(Duration.ofDays(1));
    assertThat(store().figures().bySlot(workspace, Optional.empty(), day, to)).isEmpty();
    assertThat(store().figures().counted(day, to)).isEmpty();
  }

  private void add(String node, AppFigure figure) {
    store().figures().add(new Counted(node, List.of(), List.of(figure), List.of()));
  }

  private static AppFigure figure(
      Instant slot, Workspace workspace, Optional<AppKey> app, Deed deed, long amount) {
    return new AppFigure(slot, workspace, app, deed, amount);
  }
}
