package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.SessionBrowsing;
import dev.carabiner.server.sessions.SessionBrowsing.Field;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.store.sqlite.SqliteEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages, searches and numbers over many sessions: `-Dstock=1000000`.
@Tag("long")
class LargeStockTest {
  private static final int STOCK = Integer.getInteger("stock", 1_000_000);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Workspace WORKSPACE = new Workspace("w");

  @TempDir Path folder;

  @Test
  void every_question_is_answered_soon_at_large_stock() {
    try (var engine = SqliteEngine.open(folder.resolve("large.db"), InstantSource.system())) {
      LargeStock.fill(engine, WORKSPACE, STOCK);
      var browsing = new Store(engine).browsing();
      var any = Optional.<String>empty();
      var all = ListContract.EVERY_STATE;
      page(browsing, "all", new SessionFilter(any, any, any, all));
      page(browsing, "one rare state", new SessionFilter(any, any, any, Set.of("needs_reconnect")));
      page(
          browsing,
          "a state that nobody is in",
          new SessionFilter(any, any, any, Set.of("expired")));
      page(browsing, "app", new SessionFilter(any, any, Optional.of("app-3"), all));
      page(
          browsing,
          "app, rare state",
          new SessionFilter(any, any, Optional.of("app-0"), Set.of("needs_reconnect")));
      page(browsing, "user", new SessionFilter(Optional.of("user77"), any, any, all));
      page(browsing, "organisation", new SessionFilter(any, Optional.of("org4"), any, all));
      page(
          browsing,
          "user and app",
          new SessionFilter(Optional.of("user77"), any, Optional.of("app-7"), all));
      for (var field : Field.values())
        soon(
            "search " + field,
            () ->
                browsing.search(
                    WORKSPACE,
                    field,
                    field == Field.ACCOUNT_NAME ? "n" : "",
                    new SessionFilter(any, any, any, all),
                    Optional.empty(),
                    50));
      soon("numbers", () -> browsing.counts(WORKSPACE, Optional.empty()));
      soon("numbers of an app", () -> browsing.counts(WORKSPACE, Optional.of(new AppKey("app-3"))));
      assertThat(browsing.counts(WORKSPACE, Optional.empty()).get(1))
          .matches(count -> !count.exact() && count.amount() == SessionBrowsing.COUNTED_TO);
    }
  }

  private static void page(SessionBrowsing browsing, String name, SessionFilter filter) {
    soon(name, () -> browsing.needsYouFirst(WORKSPACE, filter, Optional.empty(), 50));
  }

  /// The best of three: a busy machine is not what is measured.
  private static void soon(String name, Runnable question) {
    var best = Long.MAX_VALUE;
    for (var i = 0; i < 3; i++) {
      var begun = System.nanoTime();
      question.run();
      best = Math.min(best, System.nanoTime() - begun);
    }
    System.out.println(name + ": " + best / 1000 + " µs");
    assertThat(Duration.ofNanos(best)).as(name).isLessThan(SOON);
  }
}
