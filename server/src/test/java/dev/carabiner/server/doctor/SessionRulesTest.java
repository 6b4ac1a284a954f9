package dev.carabiner.server.doctor;

import static dev.carabiner.server.doctor.Rows.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionRulesTest {
  private final Rows rows = new Rows();

  @Test
  void healthy_sessions_of_every_state_are_found_healthy() {
    assertThat(rows.connected().judged()).isEmpty();
    assertThat(rows.connected().wiped("pending").judged()).isEmpty();
    assertThat(rows.connected().wiped("revoked").judged()).isEmpty();
    var expired = rows.connected().wiped("expired");
    expired.reason = Optional.of("link_expired");
    assertThat(expired.judged()).isEmpty();
    var broken = rows.connected();
    broken.state = "needs_reconnect";
    broken.reason = Optional.of("grant_revoked");
    assertThat(broken.judged()).isEmpty();
  }

  @Test
  void a_refresh_under_way_and_work_that_is_just_due_are_healthy() {
    var row = rows.connected();
    row.node = Optional.of("here");
    row.claim = Optional.of(NOW.minusSeconds(59));
    row.due = Optional.of(NOW.minusSeconds(59));
    row.denied = Optional.of(NOW.minusSeconds(44));
    row.next = Optional.of(NOW.plusSeconds(1200));
    assertThat(row.judged()).isEmpty();
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        wrong("no state with that reason", row -> row.state = "conected"),
        wrong("no state with that reason", row -> row.state = "needs_reconnect"),
        wrong("no state with that reason", row -> row.reason = Optional.of("No word")),
        wrong("a reason without need", row -> row.reason = Optional.of("grant_revoked")),
        wrong(
            "connected without a token",
            row -> {
              row.seals.clear();
              row.start = Optional.empty();
            }),
        wrong(
            "pending with a token",
            row -> {
              row.state = "pending";
              row.due = Optional.of(NOW.plusSeconds(9));
            }),
        wrong(
            "revoked with a token",
            row -> {
              row.wiped("revoked");
              row.seals.put("orphan", new Rows().sealed("orphan"));
            }),
        wrong(
            "nothing will ever end or remove it",
            row -> {
              row.wiped("revoked");
              row.due = Optional.empty();
            }),
        wrong("a token and no start", row -> row.start = Optional.empty()),
        wrong(
            "a refresh token without an access token",
            row -> {
              row.seals.remove("access_token");
              row.start = Optional.empty();
            }),
        wrong("ends before it starts", row -> row.end = Optional.of(NOW.minusSeconds(61))),
        wrong("connected in generation 0", row -> row.generation = 0),
        wrong("a fence below the generation", row -> row.fence = 1),
        wrong("tries below 0", row -> row.tries = -1),
        wrong("half a claim", row -> row.node = Optional.of("here")),
        wrong(
            "a claim on a session that is not connected",
            row -> {
              row.wiped("revoked");
              row.node = Optional.of("here");
              row.claim = Optional.of(NOW);
            }));
  }

  private static Arguments wrong(String what, Consumer<Rows.Draft> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradictions")
  void columns_that_contradict_each_other_are_named(String what, Consumer<Rows.Draft> change) {
    var row = rows.connected();
    change.accept(row);
    assertThat(row.judged()).contains("session-states");
    assertThat(rows.of(Rule.SESSION_STATE).getFirst().note()).contains(what);
  }

  @Test
  void a_value_that_does_not_open_in_its_place_is_named_by_its_field() {
    var row = rows.connected();
    row.seals.put("kept", rows.sealed("access_token"));
    row.seals.put("orphan", rows.sealed("orphan"));
    assertThat(row.judged()).containsExactly("session-seals");
    assertThat(rows.of(Rule.SESSION_SEAL).getFirst().note()).isEqualTo("kept");
  }

  @Test
  void tokens_of_another_generation_do_not_open() {
    var row = rows.connected();
    row.generation = 3;
    assertThat(row.judged()).containsExactly("session-seals");
  }

  @Test
  void a_row_that_cannot_be_read_an_app_that_is_gone_and_a_strange_successor_are_named() {
    var unreadable = rows.connected();
    unreadable.readable = false;
    unreadable.strange = true;
    assertThat(unreadable.judged()).containsExactly("session-rows", "successors");
    var orphaned = rows.connected();
    orphaned.place = new StoredSession.Place("default", "gone", "s");
    orphaned.wiped("revoked");
    assertThat(orphaned.judged()).doesNotContain("session-apps");
    orphaned.wiped("pending");
    assertThat(orphaned.judged()).contains("session-apps");
  }

  @Test
  void a_claim_left_behind_says_whether_its_node_is_seen() {
    for (var node : new String[] {"here", "gone", "never"}) {
      var row = rows.connected();
      row.node = Optional.of(node);
      row.claim = Optional.of(NOW.minusSeconds(61));
      assertThat(row.judged()).containsExactly("claims");
    }
    assertThat(rows.of(Rule.CLAIM_OVER))
        .extracting(Subject::note)
        .containsExactly(
            "claimed by node here, which runs",
            "claimed by node gone, which is not seen",
            "claimed by node never, which is not seen");
  }

  @Test
  void a_session_in_doubt_tells_the_decision_of_its_policy() {
    var row = rows.connected();
    row.inDoubt = Optional.of(NOW.minusSeconds(5));
    row.next = row.end;
    assertThat(row.judged()).containsExactly("in-doubt");
    assertThat(rows.of(Rule.IN_DOUBT).getFirst().note())
        .isEqualTo(
            "rotation UNKNOWN: the stored token is served to its end, then the old refresh token"
                + " is tried at 2026-11-23T21:00:00Z");
    assertThat(rows.findings.checks(true)).noneMatch(check -> check.severity() == Severity.PROBLEM);
  }

  @Test
  void a_refusal_without_second_opinion_is_a_note_and_a_try_put_off_beyond_every_rule_a_problem() {
    var row = rows.connected();
    row.denied = Optional.of(NOW.minusSeconds(46));
    assertThat(row.judged()).containsExactly("denied");
    row.next = Optional.of(NOW.plusSeconds(3600 + 1201));
    assertThat(row.judged()).containsExactly("denied", "next-tries");
  }

  @Test
  void overdue_work_is_a_problem_only_where_a_server_could_have_done_it() {
    var row = rows.connected();
    row.due = Optional.of(NOW.minusSeconds(61));
    assertThat(row.judged()).containsExactly("due-work");
    assertThat(severity(true)).isEqualTo(Severity.PROBLEM);
    assertThat(severity(false)).isEqualTo(Severity.NOTE);
  }

  private Severity severity(boolean serverRuns) {
    return rows.findings.checks(serverRuns).stream()
        .filter(check -> check.name().equals("due-work"))
        .findFirst()
        .orElseThrow()
        .severity();
  }

  @Test
  void of_many_only_the_first_hundred_are_named_and_all_are_counted() {
    for (var i = 0; i < 250; i++) {
      var row = rows.connected();
      row.strange = true;
      assertThat(row.judged()).containsExactly("successors");
    }
    var check =
        rows.findings.checks(true).stream()
            .filter(one -> one.count() > 0)
            .findFirst()
            .orElseThrow();
    assertThat(check.count()).isEqualTo(250);
    assertThat(check.subjects()).hasSize(Findings.MOST_NAMED);
  }
}
