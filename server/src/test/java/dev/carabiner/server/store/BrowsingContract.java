package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionBrowsing.Count;
import dev.carabiner.server.sessions.SessionBrowsing.Cursor;
import dev.carabiner.server.sessions.SessionBrowsing.Field;
import dev.carabiner.server.sessions.SessionFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Sessions as a person looks through them.
interface BrowsingContract extends DatabaseContract {
  private static SessionFilter all() {
    return new SessionFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), ListContract.EVERY_STATE);
  }

  @Test
  default void those_that_need_somebody_come_first_and_pages_show_each_once() {
    var examples = new Examples(sessions());
    var needy = new ArrayList<Session>();
    var others = new ArrayList<Session>();
    for (var i = 0; i < 4; i++) {
      others.addFirst(examples.inserted(aged(examples, 2 * i)));
      var ended = examples.inserted(aged(examples, 2 * i + 1)).needsReconnect(Reason.GRANT_REVOKED);
      assertThat(replaced(needy, ended)).isNotEmpty();
    }
    needy.sort((one, other) -> other.times().created().compareTo(one.times().created()));
    others.sort((one, other) -> other.times().created().compareTo(one.times().created()));

    var seen = new ArrayList<Session>();
    var cursor = Optional.<Cursor>empty();
    List<Session> page;
    do {
      page = store().browsing().needsYouFirst(examples.workspace, all(), cursor, 3);
      seen.addAll(page);
      if (!page.isEmpty()) cursor = Cursor.parse(Cursor.of(page.getLast()).text());
    } while (!page.isEmpty());
    assertThat(seen.subList(0, 4)).isEqualTo(needy);
    assertThat(seen.subList(4, 8)).isEqualTo(others);
    assertThat(seen).hasSize(8);
  }

  private List<Session> replaced(List<Session> into, Session ended) {
    var before = sessions().find(ended.key().workspace(), ended.key().id()).orElseThrow().session();
    assertThat(sessions().commit(Change.of(new Change.Step.ReplaceSession(before, ended))))
        .isTrue();
    into.add(ended);
    return into;
  }

  private static Session aged(Examples examples, int seconds) {
    var at = examples.now.minusSeconds(seconds);
    var pending = examples.pending();
    return Session.pending(pending.key(), pending.owner(), pending.grant(), at, at)
        .connected(examples.grant(Optional.empty()), examples.now);
  }

  @Test
  default void a_filter_of_two_things_shows_what_has_both() {
    var examples = new Examples(sessions());
    var both =
        examples.inserted(
            examples.connected(
                new Owner(Optional.of("user 2"), Optional.of("org")), Optional.empty()));
    examples.inserted(
        examples.connected(new Owner(Optional.of("user 3"), Optional.of("org")), Optional.empty()));
    var filter =
        new SessionFilter(
            Optional.of("user 2"),
            Optional.of("org"),
            Optional.of(examples.app.value()),
            Set.of("connected"));

    assertThat(store().browsing().needsYouFirst(examples.workspace, filter, Optional.empty(), 10))
        .containsExactly(both);
  }

  @Test
  default void an_account_is_found_by_the_beginning_of_its_id_name_or_address() {
    var examples = new Examples(sessions());
    var ada = inserted(examples, "id-1", "Ada Lovelace", "Ada@Example.com");
    var alan = inserted(examples, "id-2", "Alan", "alan@example.com");
    inserted(examples, "other", "Ädä", "zoe@example.com");

    assertThat(search(examples, Field.ACCOUNT_EMAIL, "a")).containsExactly(ada, alan);
    assertThat(search(examples, Field.ACCOUNT_EMAIL, "ADA@e")).containsExactly(ada);
    assertThat(search(examples, Field.ACCOUNT_NAME, "ala")).containsExactly(alan);
    assertThat(search(examples, Field.ACCOUNT_ID, "id-")).containsExactly(ada, alan);
    assertThat(search(examples, Field.ACCOUNT_ID, "ID-")).isEmpty();
    var first =
        store()
            .browsing()
            .search(examples.workspace, Field.ACCOUNT_ID, "id-", all(), Optional.empty(), 1);
    assertThat(first.sessions()).containsExactly(ada);
    assertThat(
            store()
                .browsing()
                .search(examples.workspace, Field.ACCOUNT_ID, "id-", all(), first.next(), 1)
                .sessions())
        .containsExactly(alan);
  }

  private Session inserted(Examples examples, String id, String name, String email) {
    var account = new ProviderAccount(id, Optional.of(name), Optional.of(email));
    return examples.inserted(examples.connected(examples.owner, Optional.of(account)));
  }

  private List<Session> search(Examples examples, Field field, String beginning) {
    return store()
        .browsing()
        .search(examples.workspace, field, beginning, all(), Optional.empty(), 10)
        .sessions();
  }

  @Test
  default void numbers_are_those_of_now_and_of_one_app_where_asked() {
    var examples = new Examples(sessions());
    examples.inserted(examples.connected());
    examples.inserted(examples.connected());
    examples.inserted(examples.pending());

    var expected =
        List.of(
            count("needs_reconnect", 0),
            count("connected", 2),
            count("pending", 1),
            count("revoked", 0),
            count("expired", 0));
    assertThat(store().browsing().counts(examples.workspace, Optional.empty())).isEqualTo(expected);
    assertThat(store().browsing().counts(examples.workspace, Optional.of(examples.app)))
        .isEqualTo(expected);
  }

  private static Count count(String state, long amount) {
    return new Count(state, amount, true);
  }
}
