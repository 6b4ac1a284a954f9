package dev.carabiner.server.webhooks;

import static dev.carabiner.server.webhooks.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.VirtualWorkers;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.webhooks.Receiver.Received;
import dev.carabiner.server.webhooks.Webhooks.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deliveries over real connections, with a clock that only the test moves.
class DeliveryJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Receiver receiver;
  private Receiver other;
  private DeliveryBench house;

  @BeforeEach
  void open() {
    receiver = new Receiver();
    other = new Receiver();
    house = bench();
  }

  @AfterEach
  void close() {
    house.close();
    receiver.close();
    other.close();
  }

  private DeliveryBench bench() {
    var allowed = List.of(receiver.authority(), other.authority());
    return new DeliveryBench(folder, DeliveryBench.START, allowed);
  }

  private List<Delivery> deliveries(Outcome.Done made) {
    return house.webhooks.deliveries(made.webhook().key(), Optional.empty(), 100);
  }

  private Webhook now(Outcome.Done made) {
    return house.webhooks.find(made.webhook().key()).orElseThrow();
  }

  @Test
  void a_message_tells_what_happened_and_is_signed_over_the_very_bytes() {
    var made = house.made(receiver.url(), "*");
    var session = house.bench.session();
    var event = house.bench.record(session, "session.connected");

    house.job().run();

    var message = receiver.received().getFirst();
    assertThat(message.isSignedWith(DeliveryBench.text(made))).isTrue();
    assertThat(message.id()).isEqualTo(event.id()).doesNotContain(".");
    assertThat(message.timestamp()).isEqualTo(Long.toString(DeliveryBench.START.getEpochSecond()));
    var json = message.json();
    assertThat(json.path("type").asString()).isEqualTo("session.connected");
    assertThat(json.path("timestamp").asString()).isEqualTo("2026-11-23T20:00:00Z");
    assertThat(json.path("data").path("session_id").asString()).isEqualTo(session.id().value());
    assertThat(json.path("data").path("key_code_ref").asString()).isEqualTo("acme");
    assertThat(json.path("data").path("user_id").asString()).isEqualTo("user-1");
    assertThat(json.path("data").path("org_code").isNull()).isTrue();
    assertThat(deliveries(made)).allMatch(each -> each.status() == Delivery.Status.DELIVERED);
    var tampered =
        new Received(message.id(), message.timestamp(), message.signature(), message.body() + " ");
    assertThat(tampered.isSignedWith(DeliveryBench.text(made))).isFalse();
  }

  @Test
  void a_receiver_that_was_down_for_three_days_gets_everything_in_order_with_the_same_ids() {
    var made = house.made(receiver.url(), "*");
    receiver.behave(answering(500));
    var sessions = List.of(house.bench.session(), house.bench.session(), house.bench.session());
    var recorded = new ArrayList<List<String>>();
    for (var session : sessions)
      recorded.add(
          IntStream.range(0, 3)
              .mapToObj(i -> house.bench.record(session, "session.connected").id())
              .toList());
    var job = house.job();
    passing(job, Duration.ofDays(3));
    var tried = receiver.received();
    assertThat(tried.stream().map(Received::id).distinct())
        .containsExactlyInAnyOrderElementsOf(recorded.stream().map(List::getFirst).toList());
    assertThat(tried.stream().map(Received::timestamp).distinct().count()).isGreaterThan(20);
    assertThat(now(made).stopped()).isEmpty();

    receiver.behave(answering(204));
    passing(job, Duration.ofDays(1));

    var after = receiver.received().subList(tried.size(), receiver.received().size());
    assertThat(after).hasSize(9);
    for (var ofSession : recorded)
      assertThat(after.stream().map(Received::id).filter(ofSession::contains))
          .containsExactlyElementsOf(ofSession);
    assertThat(deliveries(made)).allMatch(each -> each.status() == Delivery.Status.DELIVERED);
    assertThat(now(made).failingSince()).isEmpty();
  }

  private void passing(DeliveryJob job, Duration time) {
    var end = house.bench.instant().plus(time);
    while (house.bench.instant().isBefore(end)) {
      job.run();
      house.bench.pass(Duration.ofMinutes(5));
    }
  }

  @Test
  void a_receiver_that_stays_down_loses_a_message_after_ten_tries_and_is_switched_off_in_the_end() {
    var made = house.made(receiver.url(), "*");
    receiver.behave(answering(500));
    var session = house.bench.session();
    for (var i = 0; i < 2; i++) house.bench.record(session, "session.connected");
    var job = house.job();
    passing(job, Duration.ofDays(5));
    assertThat(deliveries(made))
        .filteredOn(each -> each.status() == Delivery.Status.GIVEN_UP)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.tries()).isEqualTo(10);
          assertThat(each.lastStatus()).contains(500);
        });
    assertThat(now(made).stopped()).isEmpty();
    passing(job, Duration.ofDays(4));
    assertThat(now(made).stopped()).contains(Webhook.Stop.FAILING);
    assertThat(receiver.received()).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 404, 500, 503})
  void anything_but_2xx_is_a_failure_and_no_redirect_is_followed(int status) {
    var made = house.made(receiver.url(), "*");
    receiver.behave(answering(status, "Location", other.url().toString()));
    var event = house.bench.record(house.bench.session(), "session.connected");
    var job = house.job();
    job.run();
    assertThat(other.received()).isEmpty();
    assertThat(deliveries(made).getFirst().status()).isEqualTo(Delivery.Status.WAITING);
    assertThat(deliveries(made).getFirst().lastStatus()).contains(status);

    receiver.behave(answering(200));
    house.bench.pass(Duration.ofSeconds(4));
    job.run();
    assertThat(receiver.received()).hasSize(1);
    house.bench.pass(Duration.ofSeconds(2));
    job.run();
    assertThat(receiver.received()).extracting(Received::id).containsOnly(event.id()).hasSize(2);
    assertThat(deliveries(made).getFirst().status()).isEqualTo(Delivery.Status.DELIVERED);
  }

  @Test
  void a_receiver_that_is_slow_or_resets_has_given_no_answer() throws Exception {
    var made = house.made(receiver.url(), "*");
    var release = new CountDownLatch(1);
    receiver.behave((exchange, _) -> release.await());
    house.bench.record(house.bench.session(), "session.connected");
    var job = house.job(DeliveryBench.HERE, Duration.ofMillis(300));
    job.run();
    assertThat(deliveries(made).getFirst().tries()).isEqualTo(1);
    assertThat(deliveries(made).getFirst().lastStatus()).isEmpty();
    release.countDown();

    receiver.behave((exchange, _) -> exchange.close());
    house.bench.pass(Duration.ofSeconds(6));
    job.run();
    assertThat(deliveries(made).getFirst().tries()).isEqualTo(2);
    assertThat(deliveries(made).getFirst().lastStatus()).isEmpty();
    assertThat(deliveries(made).getFirst().status()).isEqualTo(Delivery.Status.WAITING);
  }

  @Test
  void a_receiver_that_is_gone_is_switched_off_and_can_be_switched_on_again() {
    var made = house.made(receiver.url(), "*");
    receiver.behave(answering(410));
    var session = house.bench.session();
    house.bench.record(session, "session.connected");
    house.bench.record(session, "session.revoked");
    var job = house.job();
    job.run();
    house.bench.pass(Duration.ofDays(1));
    job.run();
    assertThat(receiver.received()).hasSize(1);
    assertThat(now(made).stopped()).contains(Webhook.Stop.GONE);

    receiver.behave(answering(204));
    var on = new Webhooks.Wish(Optional.empty(), Optional.empty(), Optional.of(true));
    assertThat(house.webhooks.change(made.webhook().key(), on)).isInstanceOf(Outcome.Done.class);
    job.run();
    assertThat(receiver.received()).hasSize(2);
    assertThat(receiver.received().getLast().json().path("type").asString())
        .isEqualTo("session.revoked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"600", "Mon, 23 Nov 2026 20:10:00 GMT"})
  void who_asks_for_time_gets_it_for_all_that_waits(String retryAfter) {
    house.made(receiver.url(), "*");
    receiver.behave(answering(429, "Retry-After", retryAfter));
    for (var i = 0; i < 3; i++) house.bench.record(house.bench.session(), "session.connected");
    var job = house.job();
    job.run();
    receiver.behave(answering(204));
    house.bench.pass(Duration.ofSeconds(590));
    job.run();
    assertThat(receiver.received()).hasSize(1);
    house.bench.pass(Duration.ofSeconds(20));
    job.run();
    assertThat(receiver.received()).hasSize(4);
  }

  @Test
  void a_process_killed_while_it_delivers_is_replaced_and_the_message_keeps_its_id()
      throws Exception {
    var made = house.made(receiver.url(), "*");
    var event = house.bench.record(house.bench.session(), "session.connected");
    house.close();
    var arrived = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    receiver.behave((exchange, _) -> {
      arrived.countDown();
      never.await();
    });
    try (var process = DeliveringProcess.start(folder, receiver)) {
      assertThat(arrived.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      process.kill();
    }
    never.countDown();
    receiver.behave(answering(204));

    house = bench();
    var job = house.job();
    job.run();
    assertThat(receiver.received()).hasSize(1);
    house.bench.pass(DeliveryJob.LEASE.plusSeconds(1));
    job.run();
    assertThat(receiver.received()).extracting(Received::id).containsOnly(event.id()).hasSize(2);
    assertThat(deliveries(made).getFirst().status()).isEqualTo(Delivery.Status.DELIVERED);
  }

  @Test
  void a_silent_receiver_keeps_a_few_places_and_nobody_else_waiting() {
    house.made(receiver.url(), "*");
    house.made(other.url(), "*");
    var release = new CountDownLatch(1);
    receiver.behave((exchange, _) -> release.await());
    var keys = IntStream.range(0, 100).mapToObj(i -> house.bench.session()).toList();
    var ids = house.bench.recordAll(keys, "session.connected").stream().map(Event::id).toList();

    try (var job = house.job(new VirtualWorkers(), Duration.ofSeconds(15))) {
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (other.received().size() < ids.size() && System.nanoTime() < end) {
        job.run();
        Thread.onSpinWait();
      }
      release.countDown();
    }

    assertThat(other.received()).extracting(Received::id).hasSameElementsAs(ids);
    assertThat(other.received()).hasSize(ids.size());
    assertThat(receiver.mostAtOnce()).isBetween(1, DeliveryJob.PLACES);
  }

  @Test
  void while_a_secret_is_being_replaced_both_sign_and_then_only_the_new_one() {
    var made = house.made(receiver.url(), "*");
    var first = DeliveryBench.text(made);
    var job = house.job();
    receiver.behave(answering(500));
    house.bench.record(house.bench.session(), "session.connected");
    job.run();
    receiver.behave(answering(204));

    var key = made.webhook().key();
    var replaced = (Outcome.Done) house.webhooks.replaceSecret(key, Duration.ofHours(1));
    var second = DeliveryBench.text(replaced);
    house.bench.pass(Duration.ofSeconds(6));
    job.run();
    var during = receiver.received().getLast();
    assertThat(during.signature().split(" ")).hasSize(2);
    assertThat(during.isSignedWith(first)).isTrue();
    assertThat(during.isSignedWith(second)).isTrue();
    assertThat(during.id()).isEqualTo(receiver.received().getFirst().id());

    house.bench.pass(Duration.ofHours(1));
    house.bench.record(house.bench.session(), "session.connected");
    job.run();
    var after = receiver.received().getLast();
    assertThat(after.isSignedWith(first)).isFalse();
    assertThat(after.isSignedWith(second)).isTrue();
  }

  @Test
  void an_address_that_the_guard_forbids_is_refused_and_never_called() {
    var forbidden = new Receiver();
    try (forbidden) {
      var subscription = new Subscription(forbidden.url(), List.of("*"));
      assertThat(house.webhooks.make(Workspace.DEFAULT, subscription))
          .isEqualTo(new Outcome.Forbidden());
      // Allowed when it was saved, and no longer.
      var made = house.made(receiver.url(), "*");
      house.close();
      house = new DeliveryBench(folder, DeliveryBench.START, List.of(other.authority()));
      house.bench.record(house.bench.session(), "session.connected");
      house.job().run();
      assertThat(receiver.received()).isEmpty();
      assertThat(deliveries(made).getFirst().lastStatus()).isEmpty();
      assertThat(deliveries(made).getFirst().tries()).isEqualTo(1);
    }
  }
}
