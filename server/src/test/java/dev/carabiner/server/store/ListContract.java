package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Several sessions at once.
interface ListContract extends StoreContract {
  Set<String> EVERY_STATE = Set.of("pending", "connected", "needs_reconnect", "revoked", "expired");

  private static SessionFilter states(Set<String> states) {
    return new SessionFilter(Optional.empty(), Optional.empty(), Optional.empty(), states);
  }

  @Test
  default void pages_show_every_session_once_the_newest_first() {
    var examples = new Examples(sessions());
    var all = new ArrayList<Session>();
    for (var i = 0; i < 11; i++) all.add(examples.inserted(created(examples, i / 4)));
    all.sort(
        Comparator.comparing((Session each) -> each.times().created())
            .thenComparing(each -> each.key().id().value())
            .reversed());

    var seen = new ArrayList<Session>();
    var cursor = Optional.<PageCursor>empty();
    List<Session> page;
    do {
      page = sessions().list(examples.workspace, states(EVERY_STATE), cursor, 3);
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      seen.addAll(page);
      if (!page.isEmpty()) {
        var last = page.getLast();
        cursor = Optional.of(new PageCursor(last.times().created(), last.key().id()));
      }
    } while (!page.isEmpty());
    assertThat(seen).isEqualTo(all);
  }

  private static Session created(Examples examples, int secondsAgo) {
    var at = examples.now.minusSeconds(secondsAgo);
    var pending = examples.pending();
    return Session.pending(pending.key(), pending.owner(), pending.grant(), at, at);
  }

  @Test
  default void a_list_shows_what_its_filter_names() {
    var examples = new Examples(sessions());
    var users = examples.inserted(examples.connected());
    var organisations =
        examples.inserted(
            examples.connected(
                new Owner(Optional.of("user 2"), Optional.of("org")), Optional.empty()));
    var dead = examples.inserted(examples.connected().needsReconnect(Reason.GRANT_REVOKED));
    var revoked = examples.inserted(examples.connected().revoked(examples.now));
    assertThat(list(examples, states(SessionFilter.LIVE)))
        .containsExactlyInAnyOrder(users, organisations, dead);
    assertThat(list(examples, states(Set.of("revoked")))).containsExactly(revoked);
    var none = Optional.<String>empty();
    var key = Optional.of(examples.app.value());
    var other = Optional.of("other");
    var live = SessionFilter.LIVE;
    assertThat(list(examples, new SessionFilter(Optional.of("user 2"), none, key, live)))
        .containsExactly(organisations);
    assertThat(list(examples, new SessionFilter(none, Optional.of("org"), none, live)))
        .containsExactly(organisations);
    assertThat(list(examples, new SessionFilter(none, none, key, live))).hasSize(3);
    assertThat(list(examples, new SessionFilter(none, none, other, live))).isEmpty();
    assertThat(list(examples, new SessionFilter(other, none, none, live))).isEmpty();
    assertThat(sessions().list(Workspace.DEFAULT, states(EVERY_STATE), Optional.empty(), 1000))
        .doesNotContain(users, organisations, dead, revoked);
  }

  @Test
  default void a_list_shows_those_that_connected_in_a_span_of_these_apps() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    examples.inserted(examples.pending());
    var at = session.times().connected().orElseThrow();
    var some = Optional.of(Set.of("other", examples.app.value()));
    assertThat(list(examples, within(some, at, at.plusMillis(1)))).containsExactly(session);
    assertThat(list(examples, within(Optional.empty(), at.minusMillis(1), at))).isEmpty();
    assertThat(list(examples, within(Optional.of(Set.of()), at, at.plusMillis(1)))).isEmpty();
  }

  private static SessionFilter within(
      Optional<Set<String>> apps, java.time.Instant from, java.time.Instant to) {
    return new SessionFilter(
        Optional.empty(),
        Optional.empty(),
        apps,
        EVERY_STATE,
        new SessionFilter.Span(Optional.of(from), Optional.of(to)));
  }

  private List<Session> list(Examples examples, SessionFilter filter) {
    return sessions().list(examples.workspace, filter, Optional.empty(), 100);
  }

  @Test
  default void the_sessions_of_a_user_are_those_of_that_workspace() {
    var examples = new Examples(sessions());
    var one = examples.inserted(examples.connected());
    var two = examples.inserted(examples.pending());
    examples.inserted(
        examples.connected(new Owner(Optional.of("User 1"), Optional.empty()), Optional.empty()));
    var user = examples.owner.userId().orElseThrow();
    assertThat(sessions().ofUser(examples.workspace, user, 10)).containsExactlyInAnyOrder(one, two);
    assertThat(sessions().ofUser(examples.workspace, user, 1)).hasSize(1);
    assertThat(sessions().ofUser(Workspace.DEFAULT, user, 10)).doesNotContain(one, two);
  }

  @Test
  default void a_due_session_is_taken_once_and_falls_due_again_with_the_same_fence() {
    var examples = new Examples(sessions());
    var second = examples.inserted(due(examples, Duration.ofSeconds(-1)));
    var first = examples.inserted(due(examples, Duration.ofSeconds(-2)));
    var later = examples.inserted(due(examples, Duration.ofHours(1)));
    var never = examples.inserted(examples.connected());
    var taken = keys(sessions().takeDue(Duration.ZERO, 1000));
    assertThat(taken).contains(first.key(), second.key()).doesNotContain(later.key(), never.key());
    assertThat(sessions().takeDue(Duration.ofMinutes(1), 1)).hasSize(1);
    assertThat(keys(sessions().takeDue(Duration.ofMinutes(1), 1000)))
        .containsAnyOf(first.key(), second.key());
    assertThat(keys(sessions().takeDue(Duration.ofMinutes(1), 1000)))
        .doesNotContain(first.key(), second.key());
    assertThat(sessions().find(examples.workspace, first.key().id()).orElseThrow().session())
        .satisfies(now -> assertThat(now.renewal()).isEqualTo(first.renewal()))
        .satisfies(now -> assertThat(now.times().due().orElseThrow()).isAfter(examples.now));
  }

  private static List<Session.Key> keys(List<Session> sessions) {
    return sessions.stream().map(Session::key).toList();
  }

  private static Session due(Examples examples, Duration fromNow) {
    return examples.connected().dueAt(examples.now.plus(fromNow));
  }
}
