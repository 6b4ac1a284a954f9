package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.webhooks.Attempt;
import dev.carabiner.server.webhooks.Attempt.Ending;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.SigningSecrets;
import dev.carabiner.server.webhooks.Subscription;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.server.webhooks.WebhookStore;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Webhooks, and what of the outbox waits for them.
interface WebhookContract extends DatabaseContract {
  Duration LEASE = Duration.ofMinutes(1);
  Ending DELIVERED = new Ending.Delivered(204);

  default WebhookStore webhooks() {
    return store().webhooks();
  }

  private static Webhook webhook(Examples examples, String... events) {
    return new Webhook(
        new Webhook.Key(examples.workspace, Examples.random()),
        1,
        new Subscription(URI.create("https://app.example/hook?x=1"), List.of(events)),
        new SigningSecrets(Examples.sealed("secret"), 1, Optional.empty()),
        Optional.empty(),
        examples.now.truncatedTo(ChronoUnit.MILLIS),
        Optional.empty());
  }

  private Webhook kept(Examples examples, String... events) {
    var webhook = webhook(examples, events);
    assertThat(webhooks().insert(webhook, 20)).isTrue();
    return webhook;
  }

  private Event recorded(Examples examples, Session session, String type) {
    var event =
        new Event(Examples.random(), type, session.key(), 1, examples.now, Map.of("state", "x"));
    assertThat(sessions().commit(Change.of(new Step.RecordEvent(event)))).isTrue();
    return event;
  }

  private Optional<Attempt> take(Webhook webhook) {
    return webhooks().take(webhook.key(), LEASE);
  }

  private boolean settle(Attempt attempt, Ending ending) {
    return webhooks().settle(attempt, ending);
  }

  private List<String> deliveries(Webhook webhook) {
    return webhooks().deliveries(webhook.key(), Optional.empty(), 100).stream()
        .map(each -> each.message() + " " + each.status().word() + " " + each.tries())
        .toList();
  }

  private static Webhook at(Webhook webhook, long version, Optional<Webhook.Stop> stopped) {
    return new Webhook(
        webhook.key(),
        version,
        webhook.subscription(),
        webhook.secrets(),
        stopped,
        webhook.created(),
        Optional.empty());
  }

  private int ready(Webhook webhook) {
    return webhooks().due(1000).stream()
        .filter(due -> due.key().equals(webhook.key()))
        .mapToInt(WebhookStore.Due::ready)
        .sum();
  }

  private Optional<WebhookStore.Due> due(Webhook webhook) {
    return webhooks().due(4).stream().filter(due -> due.key().equals(webhook.key())).findFirst();
  }

  @Test
  default void a_webhook_is_found_in_its_workspace_as_it_was_kept() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    assertThat(webhooks().find(webhook.key())).contains(webhook);
    assertThat(webhooks().list(examples.workspace)).containsExactly(webhook);
    var elsewhere = new Webhook.Key(Workspace.DEFAULT, webhook.key().id());
    assertThat(webhooks().find(elsewhere)).isEmpty();
    assertThat(webhooks().delete(elsewhere)).isFalse();
  }

  @Test
  default void a_workspace_has_no_more_webhooks_than_it_may() {
    var examples = new Examples(sessions());
    assertThat(webhooks().insert(webhook(examples, "*"), 2)).isTrue();
    assertThat(webhooks().insert(webhook(examples, "*"), 2)).isTrue();
    assertThat(webhooks().insert(webhook(examples, "*"), 2)).isFalse();
    assertThat(webhooks().insert(webhook(new Examples(sessions()), "*"), 2)).isTrue();
  }

  @Test
  default void of_two_changes_of_one_version_only_the_first_counts() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var old = new SigningSecrets.Old(Examples.sealed("secret"), examples.now.plusSeconds(9));
    var next =
        new Webhook(
            webhook.key(),
            2,
            new Subscription(URI.create("https://other.example/"), List.of("session.revoked")),
            new SigningSecrets(Examples.sealed("newer"), 2, Optional.of(old)),
            Optional.of(Webhook.Stop.SWITCHED_OFF),
            webhook.created(),
            Optional.empty());
    assertThat(webhooks().replace(next)).isTrue();
    assertThat(webhooks().replace(next)).isFalse();
    assertThat(webhooks().find(webhook.key())).contains(next);
  }

  @Test
  default void an_event_waits_for_every_webhook_of_its_workspace_that_wants_it() {
    var examples = new Examples(sessions());
    var all = kept(examples, "*");
    var some = kept(examples, "session.revoked", "session.connected");
    var other = kept(examples, "session.revoked");
    var stranger = kept(new Examples(sessions()), "*");
    var event = recorded(examples, examples.connected(), "session.connected");
    for (var wanting : List.of(all, some)) {
      assertThat(due(wanting).orElseThrow().ready()).isEqualTo(1);
      var attempt = take(wanting).orElseThrow();
      assertThat(attempt.event()).isEqualTo(event);
      assertThat(attempt.webhook()).isEqualTo(wanting);
    }
    for (var indifferent : List.of(other, stranger)) {
      assertThat(due(indifferent)).isEmpty();
      assertThat(take(indifferent)).isEmpty();
    }
  }

  @Test
  default void an_event_whose_change_is_void_waits_for_nobody() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var session = examples.inserted(examples.connected());
    var revoked = session.revoked(examples.now);
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(session, revoked)))).isTrue();
    var stale =
        Change.of(
            new Step.RecordEvent(examples.event(session)),
            new Step.ReplaceSession(session, revoked));
    assertThat(sessions().commit(stale)).isFalse();
    assertThat(due(webhook)).isEmpty();
    assertThat(deliveries(webhook)).isEmpty();
  }

  @Test
  default void events_of_a_session_are_taken_in_order_and_one_at_a_time() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var session = examples.connected();
    var first = recorded(examples, session, "session.connected");
    var second = recorded(examples, session, "session.revoked");
    var other = recorded(examples, examples.connected(), "session.connected");

    assertThat(due(webhook).orElseThrow().ready()).isEqualTo(2);
    var attempts = List.of(take(webhook).orElseThrow(), take(webhook).orElseThrow());
    assertThat(attempts).extracting(Attempt::event).containsExactlyInAnyOrder(first, other);
    assertThat(take(webhook)).isEmpty();
    for (var attempt : attempts) assertThat(settle(attempt, DELIVERED)).isTrue();
    var last = take(webhook).orElseThrow();
    assertThat(last.event()).isEqualTo(second);
    assertThat(settle(last, DELIVERED)).isTrue();
    assertThat(due(webhook)).isEmpty();
    assertThat(deliveries(webhook)).allMatch(each -> each.endsWith(" delivered 1"));
  }

  @Test
  default void a_failed_delivery_holds_back_the_later_ones_until_it_is_given_up() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var session = examples.connected();
    var first = recorded(examples, session, "session.connected");
    var second = recorded(examples, session, "session.revoked");
    var attempt = take(webhook).orElseThrow();
    var later = attempt.now().plusSeconds(600);
    settle(attempt, new Ending.Again(Optional.of(500), later, Optional.empty()));
    assertThat(take(webhook)).isEmpty();
    assertThat(webhooks().find(webhook.key()).orElseThrow().failingSince()).isPresent();
    var waiting = webhooks().deliveries(webhook.key(), Optional.empty(), 9);
    assertThat(waiting)
        .filteredOn(each -> each.message().equals(first.id()))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.lastStatus()).contains(500);
          assertThat(each.times().next()).contains(later.truncatedTo(ChronoUnit.MILLIS));
        });
    assertThat(waiting)
        .filteredOn(each -> each.message().equals(second.id()))
        .allMatch(each -> each.times().next().isEmpty() && each.lastStatus().isEmpty());
    assertThat(settle(attempt, DELIVERED)).isFalse();
  }

  @Test
  default void a_lease_that_ran_out_gives_the_same_message_to_another_and_the_late_one_no_say() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var event = recorded(examples, examples.connected(), "session.connected");
    var dead = webhooks().take(webhook.key(), Duration.ofMillis(1)).orElseThrow();
    until(sessions().now().plusMillis(2));
    var living = take(webhook).orElseThrow();
    assertThat(living.event()).isEqualTo(event);
    assertThat(settle(dead, new Ending.GivenUp(Optional.empty(), Optional.empty()))).isFalse();
    assertThat(settle(living, DELIVERED)).isTrue();
    assertThat(deliveries(webhook)).containsExactly(event.id() + " delivered 1");
  }

  @Test
  default void a_webhook_that_is_off_or_paused_gets_nothing() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    recorded(examples, examples.connected(), "session.connected");
    recorded(examples, examples.connected(), "session.connected");
    var attempt = take(webhook).orElseThrow();
    var pause = attempt.now().plusSeconds(600);
    settle(attempt, new Ending.Again(Optional.of(429), pause, Optional.of(pause)));
    assertThat(due(webhook)).isEmpty();
    assertThat(take(webhook)).isEmpty();

    var gone = kept(examples, "*");
    var event = recorded(examples, examples.connected(), "session.connected");
    settle(
        take(gone).orElseThrow(),
        new Ending.GivenUp(Optional.of(410), Optional.of(Webhook.Stop.GONE)));
    assertThat(webhooks().find(gone.key()).orElseThrow().stopped()).contains(Webhook.Stop.GONE);
    recorded(examples, examples.connected(), "session.connected");
    assertThat(due(gone)).isEmpty();
    assertThat(deliveries(gone)).containsExactly(event.id() + " given_up 1");
  }

  @Test
  default void a_deleted_webhook_leaves_nothing_to_do() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    recorded(examples, examples.connected(), "session.connected");
    var attempt = take(webhook).orElseThrow();
    assertThat(webhooks().delete(webhook.key())).isTrue();
    assertThat(settle(attempt, DELIVERED)).isFalse();
    assertThat(due(webhook)).isEmpty();
    assertThat(webhooks().delete(webhook.key())).isFalse();
  }

  @Test
  default void many_lanes_that_hold_nothing_more_are_not_emptied_in_one_transaction() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var lanes = 60;
    for (var i = 0; i < lanes; i++) recorded(examples, examples.connected(), "session.connected");
    assertThat(webhooks().replace(at(webhook, 2, Optional.of(Webhook.Stop.SWITCHED_OFF)))).isTrue();
    sessions().forgetBefore(examples.now.plusSeconds(60));
    assertThat(webhooks().replace(at(webhook, 3, Optional.empty()))).isTrue();
    assertThat(ready(webhook)).isEqualTo(lanes);
    assertThat(take(webhook)).isEmpty();
    assertThat(ready(webhook)).isEqualTo(10);
    assertThat(take(webhook)).isEmpty();
    assertThat(ready(webhook)).isZero();
  }

  /// As on a database where two transactions do not see each other.
  @Test
  default void what_was_recorded_for_a_webhook_while_it_went_is_forgotten() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    assertThat(webhooks().delete(webhook.key())).isTrue();
    var late = examples.event(examples.connected());
    webhooks().queue(webhook.key(), late);
    sessions().forgetBefore(examples.now.plusSeconds(60));
    assertThat(webhooks().insert(webhook, 20)).isTrue();
    assertThat(due(webhook)).isEmpty();
  }

  @Test
  default void events_are_kept_until_the_webhooks_that_are_on_have_been_told() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var session = examples.connected();
    var told = recorded(examples, session, "session.connected");
    var untold = recorded(examples, session, "session.revoked");
    settle(take(webhook).orElseThrow(), DELIVERED);
    sessions().forgetBefore(examples.now.plusSeconds(60));
    assertThat(deliveries(webhook)).containsExactly(untold.id() + " waiting 0");
    assertThat(sessions().commit(Change.of(new Step.RecordEvent(told)))).isTrue();
    var stopped =
        new Webhook(
            webhook.key(),
            2,
            webhook.subscription(),
            webhook.secrets(),
            Optional.of(Webhook.Stop.SWITCHED_OFF),
            webhook.created(),
            Optional.empty());
    assertThat(webhooks().replace(stopped)).isTrue();
    sessions().forgetBefore(examples.now.plusSeconds(60));
    assertThat(deliveries(webhook)).isEmpty();
  }

  @Test
  default void events_of_an_app_and_of_a_workspace_are_kept_whole() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var details = Map.of("reason", "invalid_client", "provider", "acme");
    var subject = Event.Subject.of(examples.workspace, examples.app);
    var ofApp =
        new Event(Examples.random(), "app.credentials_rejected", subject, 0, examples.now, details);
    assertThat(sessions().commit(Change.of(new Step.RecordEvent(ofApp)))).isTrue();
    var test =
        new Event(
            Examples.random(),
            "webhook.test",
            Event.Subject.of(examples.workspace),
            0,
            examples.now,
            Map.of());
    webhooks().queue(webhook.key(), test);
    var taken = new ArrayList<Event>();
    for (var i = 0; i < 2; i++) taken.add(take(webhook).orElseThrow().event());
    assertThat(taken).containsExactlyInAnyOrder(ofApp, test);
  }

  @Test
  default void what_has_ended_waits_once_more_behind_what_waits_and_what_waits_does_not() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var session = examples.connected();
    var first = recorded(examples, session, "session.connected");
    assertThat(webhooks().again(webhook.key(), first.id())).isFalse();
    assertThat(settle(take(webhook).orElseThrow(), DELIVERED)).isTrue();
    var second = recorded(examples, session, "session.revoked");

    assertThat(webhooks().again(webhook.key(), first.id())).isTrue();
    assertThat(webhooks().again(webhook.key(), first.id())).isFalse();
    assertThat(webhooks().again(webhook.key(), Examples.random())).isFalse();
    var stranger = new Webhook.Key(new Workspace("elsewhere"), webhook.key().id());
    assertThat(webhooks().again(stranger, first.id())).isFalse();
    for (var each : List.of(second, first)) {
      var attempt = take(webhook).orElseThrow();
      assertThat(attempt.event()).isEqualTo(each);
      assertThat(settle(attempt, new Ending.GivenUp(Optional.of(500), Optional.empty()))).isTrue();
    }

    assertThat(take(webhook)).isEmpty();
    assertThat(webhooks().givenUp(webhook.key(), examples.now.minusSeconds(60), 10))
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(webhooks().givenUp(stranger, examples.now.minusSeconds(60), 10)).isEmpty();
    assertThat(webhooks().givenUp(webhook.key(), examples.now.plusSeconds(3600), 10)).isEmpty();
  }

  @Test
  default void pages_of_deliveries_go_on_where_the_last_one_ended() {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var ids = new HashSet<String>();
    for (var i = 0; i < 5; i++)
      ids.add(recorded(examples, examples.connected(), "session.connected").id());
    var first = webhooks().deliveries(webhook.key(), Optional.empty(), 3);
    var rest = webhooks().deliveries(webhook.key(), Optional.of(first.getLast().cursor()), 3);
    assertThat(first).hasSize(3);
    assertThat(rest).hasSize(2);
    ids.removeAll(first.stream().map(Delivery::message).toList());
    assertThat(rest).extracting(Delivery::message).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void many_at_once_record_and_take_and_every_message_is_delivered_once_in_order()
      throws Exception {
    var examples = new Examples(sessions());
    var webhook = kept(examples, "*");
    var lanes = IntStream.range(0, 4).mapToObj(each -> examples.connected()).toList();
    var recorded = new ArrayList<List<String>>();
    for (var _ : lanes) recorded.add(new ArrayList<>());
    var delivered = new ArrayList<String>();
    var work = new ArrayList<Callable<Boolean>>();
    for (var lane = 0; lane < 4; lane++) {
      var ofLane = recorded.get(lane);
      var session = lanes.get(lane);
      work.add(() -> {
        for (var i = 0; i < 20; i++)
          ofLane.add(recorded(examples, session, "session.connected").id());
        return true;
      });
    }
    for (var i = 0; i < 4; i++)
      work.add(() -> {
        while (true) {
          synchronized (delivered) {
            if (delivered.size() == 80) return true;
          }
          var attempt = take(webhook);
          if (attempt.isEmpty()) {
            Thread.onSpinWait();
            continue;
          }
          synchronized (delivered) {
            delivered.add(attempt.get().event().id());
          }
          assertThat(settle(attempt.get(), DELIVERED)).isTrue();
        }
      });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(work)) assertThat(done.get()).isTrue();
    }
    assertThat(delivered).doesNotHaveDuplicates();
    for (var ofLane : recorded)
      assertThat(delivered.stream().filter(ofLane::contains)).containsExactlyElementsOf(ofLane);
    assertThat(due(webhook)).isEmpty();
  }
}
