package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was said for a session.
interface ExchangeContract extends DatabaseContract {
  @Test
  default void an_exchange_comes_back_as_it_was_and_in_its_workspace_only() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var exchange = said(session, examples.now, 400, Optional.of("invalid_grant"));
    store().exchanges().keep(List.of(exchange));

    assertThat(all(session)).containsExactly(exchange);
    assertThat(store().exchanges().of(Workspace.DEFAULT, session.key().id(), Optional.empty(), 10))
        .isEmpty();
  }

  @Test
  default void equal_neighbours_are_one_row_that_says_how_often_and_since_when() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    for (var i = 0; i < 3; i++)
      store()
          .exchanges()
          .keep(List.of(said(session, examples.now.plusSeconds(i), 503, Optional.empty())));
    store()
        .exchanges()
        .keep(List.of(said(session, examples.now.plusSeconds(3), 200, Optional.empty())));
    store()
        .exchanges()
        .keep(List.of(said(session, examples.now.plusSeconds(4), 503, Optional.empty())));

    var rows = all(session);
    assertThat(rows).extracting(each -> each.span().times()).containsExactly(1L, 1L, 3L);
    var folded = rows.getLast().span();
    assertThat(folded.first()).isEqualTo(examples.now);
    assertThat(folded.last()).isEqualTo(examples.now.plusSeconds(2));
  }

  @Test
  default void pages_go_on_where_the_one_before_ended() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    for (var i = 0; i < 5; i++) keepOne(session, examples.now, 200 + i);

    var seen = new ArrayList<Integer>();
    var cursor = Optional.<ExchangeStore.Cursor>empty();
    List<Exchange> page;
    do {
      page = store().exchanges().of(examples.workspace, session.key().id(), cursor, 2);
      page.forEach(each -> seen.add(each.answered().status().orElseThrow()));
      if (!page.isEmpty()) cursor = Optional.of(ExchangeStore.Cursor.of(page.getLast()));
    } while (!page.isEmpty());
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  default void of_a_session_only_the_newest_are_kept() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    for (var i = 0; i < ExchangeStore.MOST + 5; i++)
      keepOne(session, examples.now.plusSeconds(i), 200 + i);

    var rows = all(session);
    assertThat(rows).hasSize(ExchangeStore.MOST);
    assertThat(rows.getLast().answered().status()).hasValue(205);
  }

  @Test
  default void what_is_past_its_retention_is_forgotten_and_goes_with_its_session() {
    var examples = new Examples(sessions());
    var old = examples.inserted(examples.connected());
    var gone = examples.inserted(examples.connected());
    keepOne(old, examples.now.minus(Duration.ofDays(20)), 200);
    keepOne(old, examples.now, 201);
    keepOne(gone, examples.now, 200);
    store().exchanges().forgetBefore(examples.now.minus(Duration.ofDays(14)));
    sessions().delete(gone.key());
    keepOne(gone, examples.now, 202);

    assertThat(all(old))
        .extracting(each -> each.answered().status().orElseThrow())
        .containsExactly(201);
    assertThat(all(gone)).isEmpty();
  }

  private List<Exchange> all(Session session) {
    return store()
        .exchanges()
        .of(session.key().workspace(), session.key().id(), Optional.empty(), 1000);
  }

  private void keepOne(Session session, Instant at, int status) {
    store().exchanges().keep(List.of(said(session, at, status, Optional.empty())));
  }

  private static Exchange said(Session session, Instant at, int status, Optional<String> word) {
    return new Exchange(
        new RandomValues().next(),
        new Exchange.Subject(session.key(), session.renewal().generation(), "node-1"),
        new Exchange.Span(at, at, 1, Duration.ofMillis(412)),
        new Exchange.Asked("refresh", "POST", "https://api.example/token", "{\"headers\":{}}"),
        new Exchange.Answered(Optional.of(status), "{\"body\":{}}"),
        new Exchange.Verdict(Outcome.NOT_DONE, word, Optional.of("Asked again later.")));
  }
}
