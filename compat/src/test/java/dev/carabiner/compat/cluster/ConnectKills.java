package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node dies at each step of a connection: K1 to K6.
abstract class ConnectKills extends KillCase {
  /// Of a link, and of the state that its last moment may begin.
  private static final Duration LINK_LIFE = Duration.ofMinutes(71);

  /// How long an exchange belongs to whoever began it.
  private static final Duration EXCHANGE_LEASE = Duration.ofSeconds(46);

  @ParameterizedTest
  @MethodSource("policies")
  void k1_before_the_link_is_stored_nothing_is_left(Policy policy) {
    times(
        "K1 before the link is stored",
        policy,
        () -> {
          var user = cluster.newUser();
          dieAt("link:before", () -> cluster.api.link(mortal(), policy.key(), user));
          cluster.node(MORTAL).restart();
          assertThat(sessions(user, "pending")).isZero();
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k1_a_link_that_nobody_got_runs_out(Policy policy) {
    times(
        "K1 after the link is stored",
        policy,
        () -> {
          var user = cluster.newUser();
          dieAt("link:after", () -> cluster.api.link(mortal(), policy.key(), user));
          cluster.node(MORTAL).restart();
          assertThat(sessions(user, "pending")).isOne();
          cluster.pass(LINK_LIFE);
          Eventually.holds("the orphan has expired", () -> sessions(user, "expired") == 1);
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k2_a_code_that_was_not_sent_is_never_sent_and_a_new_flow_works(Policy policy) {
    times(
        "K2 callback, before the code is sent",
        policy,
        () -> {
          var visit = visit(policy);
          dieAt("exchange:before-send", () -> visit.visitor().get(visit.callback()));
          cluster.node(MORTAL).restart();
          cluster.pass(EXCHANGE_LEASE);
          awaitRejection(visit);
          assertThat(exchanges(policy)).isEqualTo(visit.exchanges());
          assertThat(cluster.connect(MORTAL, policy, visit.user())).isNotEqualTo(visit.session());
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k3_a_code_in_doubt_is_not_sent_again(Policy policy) {
    times(
        "K3 callback, code sent, no answer read",
        policy,
        () -> {
          var visit = visit(policy);
          try (var hold = cluster.provider(policy).control().hold("authorization_code")) {
            var callback = CompletableFuture.runAsync(() -> visit.visitor().get(visit.callback()));
            hold.awaitArrival();
            cluster.node(MORTAL).kill();
            assertThat(callback).failsWithin(Duration.ofSeconds(5));
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
          }
          cluster.node(MORTAL).restart();
          awaitRejection(visit);
          assertThat(cluster.show(OTHER, visit.session()).text("reason"))
              .isEqualTo("exchange_unknown");
          assertThat(exchanges(policy)).isEqualTo(visit.exchanges() + 1);
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k4_an_answer_in_the_journal_connects(Policy policy) {
    times(
        "K4 callback, answer in the journal, not in the store",
        policy,
        () -> {
          var visit = visit(policy);
          dieAt("connect:before", () -> visit.visitor().get(visit.callback()));
          cluster.node(MORTAL).restart();
          assertThat(connectsInTime(visit)).isTrue();
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k5_the_callback_opened_again_shows_the_same_outcome(Policy policy) {
    times(
        "K5 callback, stored, browser not told",
        policy,
        () -> {
          var visit = visit(policy);
          dieAt("connect:after", () -> visit.visitor().get(visit.callback()));
          cluster.node(MORTAL).restart();
          assertThat(connectsInTime(visit)).isTrue();
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k6_the_same_completion_again_gets_the_same_answer(Policy policy) {
    for (var point : new String[] {"complete:before", "complete:after"})
      times(
          "K6 " + point.replace(":", ", ") + " its commit",
          policy,
          () -> {
            var user = cluster.newUser();
            cluster.lead(OTHER);
            var started = cluster.api.link(cluster.node(OTHER).address(), policy.boundKey(), user);
            var end = new Visitor().connect(URI.create(started.text("url")), user);
            var session = started.text("session_id");
            var code = end.getQuery().replaceAll(".*connect_code=([^&]+).*", "$1");
            dieAt(point, () -> cluster.api.complete(mortal(), session, code, user));
            var again = cluster.api.complete(cluster.node(OTHER).address(), session, code, user);
            assertThat(again.status()).as(again.body()).isEqualTo(200);
            assertThat(cluster.read(OTHER, session).status()).isEqualTo(200);
            cluster.node(MORTAL).restart();
          });
  }

  /// A browser that stands before our callback at the node that will die.
  private record Visit(
      Policy policy, String user, String session, Visitor visitor, URI callback, int exchanges) {}

  private Visit visit(Policy policy) {
    var user = cluster.newUser();
    cluster.lead(MORTAL);
    var started = cluster.api.link(mortal(), policy.key(), user);
    var visitor = new Visitor();
    var callback = visitor.toOurCallback(URI.create(started.text("url")), user);
    return new Visit(
        policy, user, started.text("session_id"), visitor, callback, exchanges(policy));
  }

  /// The application hears of the failure, once, and so does the user.
  private void awaitRejection(Visit visit) {
    Eventually.holds(
        "the session has expired",
        () -> cluster.show(OTHER, visit.session()).text("state").equals("expired"));
    assertThat(visit.visitor().follow(visit.callback()).getQuery()).contains("error=");
    assertThat(
            cluster.database.number(
                "SELECT count(*) FROM events WHERE type = 'session.rejected' AND session_id = '"
                    + visit.session()
                    + "'"))
        .isOne();
  }

  private boolean connectsInTime(Visit visit) {
    var end = visit.visitor().follow(visit.callback());
    assertThat(end).hasToString(Cluster.CALLBACK + "?session_id=" + visit.session());
    var token = cluster.read(OTHER, visit.session());
    assertThat(exchanges(visit.policy())).isEqualTo(visit.exchanges() + 1);
    return token.status() == 200 && opens(visit.policy(), token.text("access_token"));
  }

  private int exchanges(Policy policy) {
    return cluster.provider(policy).ledger().tokenRequests("authorization_code").size();
  }

  private int sessions(String user, String state) {
    return cluster
        .api
        .sessions(cluster.node(OTHER).address(), user, state)
        .json()
        .path("sessions")
        .size();
  }
}
