package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.client.StubServer.Asked;
import dev.carabiner.client.StubServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MachineTokenTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicInteger issued = new AtomicInteger();
  private volatile String refused = "";

  @Test
  void one_token_serves_until_shortly_before_its_end() {
    try (var server = new StubServer(asked -> answer(asked, 3600))) {
      ConnectedAppsApi api = api(server);
      api.getConnectedAppToken("s");
      now.set(START.plusSeconds(3600 - 61));
      api.getConnectedAppToken("s");
      assertThat(issued).hasValue(1);
      now.set(START.plusSeconds(3600 - 60));
      api.getConnectedAppToken("s");
      assertThat(issued).hasValue(2);
    }
  }

  @Test
  void a_short_lived_token_is_used_for_most_of_its_life() {
    try (var server = new StubServer(asked -> answer(asked, 20))) {
      ConnectedAppsApi api = api(server);
      api.getConnectedAppToken("s");
      now.set(START.plusSeconds(17));
      api.getConnectedAppToken("s");
      assertThat(issued).hasValue(1);
      now.set(START.plusSeconds(18));
      api.getConnectedAppToken("s");
      assertThat(issued).hasValue(2);
    }
  }

  @Test
  void fifty_callers_share_one_request() throws Exception {
    var gate = new CountDownLatch(1);
    try (var server =
            new StubServer(asked -> {
              if (asked.path().equals("/oauth2/token")) {
                await(gate);
              }
              return answer(asked, 3600);
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ConnectedAppsApi api = api(server);
      var started = new CountDownLatch(50);
      List<Future<ConnectedAppsAccessToken>> answers = new ArrayList<>();
      for (int caller = 0; caller < 50; caller++) {
        answers.add(
            threads.submit(() -> {
              started.countDown();
              return api.getConnectedAppToken("s");
            }));
      }
      started.await();
      gate.countDown();
      for (Future<ConnectedAppsAccessToken> answer : answers) {
        assertThat(answer.get().accessToken()).isEqualTo("t");
      }
      assertThat(issued).hasValue(1);
    }
  }

  @Test
  void a_refused_token_from_the_cache_is_replaced_once_and_the_call_repeated() {
    try (var server = new StubServer(asked -> answer(asked, 3600))) {
      ConnectedAppsApi api = api(server);
      api.getConnectedAppToken("s");
      refused = "Bearer jwt-1";
      assertThat(api.getConnectedAppToken("s").accessToken()).isEqualTo("t");
      assertThat(issued).hasValue(2);
      assertThat(calls(server)).containsExactly("Bearer jwt-1", "Bearer jwt-1", "Bearer jwt-2");
    }
  }

  @Test
  void a_refused_link_is_asked_for_again_with_the_new_token() {
    try (var server = new StubServer(asked -> answer(asked, 3600))) {
      ConnectedAppsApi api = api(server);
      api.getConnectedAppAuthUrl("sandbox", "56");
      refused = "Bearer jwt-1";
      assertThat(api.getConnectedAppAuthUrl("sandbox", "56").sessionId()).isEqualTo("s");
    }
  }

  @Test
  void a_fresh_token_that_is_refused_is_the_end_of_it() {
    try (var server = new StubServer(asked -> answer(asked, 3600))) {
      refused = "Bearer jwt-1";
      assertThatThrownBy(() -> api(server).getConnectedAppToken("s"))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("401 INVALID_TOKEN");
      assertThat(issued).hasValue(1);
    }
  }

  @Test
  void a_failure_is_not_kept() {
    var secretIsWrong = new java.util.concurrent.atomic.AtomicBoolean(true);
    try (var server =
        new StubServer(asked ->
            secretIsWrong.get()
                ? Reply.json(401, "{\"error\":\"invalid_client\"}")
                : answer(asked, 3600))) {
      ConnectedAppsApi api = api(server);
      assertThatThrownBy(() -> api.getConnectedAppToken("s"))
          .hasMessage("401 invalid_client from POST /oauth2/token");
      secretIsWrong.set(false);
      assertThat(api.getConnectedAppToken("s").accessToken()).isEqualTo("t");
    }
  }

  @Test
  void a_token_endpoint_that_answers_nonsense_is_named() {
    for (String body :
        List.of("<html>", "{\"expires_in\":1}", "{\"access_token\":\"a\\nb\",\"expires_in\":1}")) {
      try (var server = StubServer.answering(Reply.json(200, body))) {
        assertThatThrownBy(() -> api(server).getConnectedAppToken("s"))
            .isInstanceOf(ApiException.class)
            .hasMessageStartingWith("200 from POST /oauth2/token: the answer");
      }
    }
  }

  @Test
  void a_token_without_a_stated_life_is_used_once() {
    try (var server =
        new StubServer(asked ->
            asked.path().equals("/oauth2/token")
                ? Reply.json(200, "{\"access_token\":\"jwt-" + issued.incrementAndGet() + "\"}")
                : answer(asked, 0))) {
      ConnectedAppsApi api = api(server);
      api.getConnectedAppToken("s");
      api.getConnectedAppToken("s");
      assertThat(issued).hasValue(2);
    }
  }

  @Test
  void a_waiting_caller_does_not_suffer_from_anothers_interrupt() throws Exception {
    var first = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    try (var server =
            new StubServer(asked -> {
              if (asked.path().equals("/oauth2/token") && first.getCount() > 0) {
                first.countDown();
                await(never);
              }
              return answer(asked, 3600);
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ConnectedAppsApi api = api(server);
      Thread leader =
          Thread.ofVirtual()
              .unstarted(() ->
                  assertThatThrownBy(() -> api.getConnectedAppToken("s"))
                      .isInstanceOf(ApiException.class));
      leader.start();
      first.await();
      Future<ConnectedAppsAccessToken> follower =
          threads.submit(() -> api.getConnectedAppToken("s"));
      leader.interrupt();
      assertThat(follower.get().accessToken()).isEqualTo("t");
      never.countDown();
      leader.join(Duration.ofSeconds(10));
    }
  }

  private Reply answer(Asked asked, long life) {
    if (asked.path().equals("/oauth2/token")) {
      return Reply.json(
          200,
          "{\"access_token\":\"jwt-%d\",\"expires_in\":%d,\"scope\":\"\",\"token_type\":\"Bearer\"}"
              .formatted(issued.incrementAndGet(), life));
    }
    if (asked.header("Authorization").equals(refused)) {
      return Reply.error(401, "INVALID_TOKEN");
    }
    return asked.path().endsWith("/auth_url")
        ? Reply.json(200, "{\"url\":\"https://u\",\"session_id\":\"s\"}")
        : Reply.json(200, "{\"access_token\":\"t\",\"access_token_expiry\":\"\"}");
  }

  private static List<String> calls(StubServer server) {
    return server.asked().stream()
        .filter(asked -> !asked.path().equals("/oauth2/token"))
        .map(asked -> asked.header("Authorization"))
        .toList();
  }

  private ConnectedAppsApi api(StubServer server) {
    return new ConnectedAppsApi(
        ApiClient.builder()
            .baseUrl(server.url())
            .clientCredentials("id", "secret")
            .clock(now::get)
            .build());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }
}
