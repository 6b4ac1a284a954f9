package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.client.StubServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Reply TOKEN =
      Reply.json(200, "{\"access_token\":\"t\",\"access_token_expiry\":\"\"}");
  private static final Reply LINK = Reply.json(200, "{\"url\":\"https://u\",\"session_id\":\"s\"}");
  private static final Reply DONE = Reply.json(200, "{\"message\":\"Success\",\"code\":\"OK\"}");

  private final RecordedPauses pauses = new RecordedPauses();

  @Test
  void a_read_waits_as_long_as_the_server_asks_and_asks_again() {
    Reply busy = Reply.error(503, "PROVIDER_UNAVAILABLE").with("Retry-After", "3");
    try (var server = StubServer.answering(busy, TOKEN)) {
      assertThat(api(server).getConnectedAppToken("s").accessToken()).isEqualTo("t");
      assertThat(pauses.all()).containsExactly(Duration.ofSeconds(3));
    }
  }

  @Test
  void a_date_is_as_good_as_seconds() {
    Reply busy =
        Reply.error(429, "RATE_LIMITED").with("Retry-After", "Mon, 23 Nov 2026 10:00:02 GMT");
    try (var server = StubServer.answering(busy, DONE)) {
      ApiClient client =
          server.client().pause(pauses).clock(() -> Instant.parse("2026-11-23T10:00:00Z")).build();
      assertThat(new ConnectedAppsApi(client).revokeConnectedAppToken("s").code()).isEqualTo("OK");
      assertThat(pauses.all()).containsExactly(Duration.ofSeconds(2));
    }
  }

  @Test
  void without_a_time_it_backs_off() {
    try (var server = StubServer.answering(Reply.error(503, "STORE_UNAVAILABLE"))) {
      assertThatThrownBy(() -> api(server).getConnectedAppToken("s"))
          .isInstanceOf(ApiException.class);
      assertThat(server.asked()).hasSize(3);
      assertThat(pauses.all()).hasSize(2);
      assertThat(pauses.all().get(0)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
      assertThat(pauses.all().get(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }
  }

  @Test
  void a_wait_that_is_too_long_is_left_to_the_caller() {
    Reply busy = Reply.error(503, "PROVIDER_UNAVAILABLE").with("Retry-After", "6");
    try (var server = StubServer.answering(busy)) {
      ApiException failure =
          catchThrowableOfType(ApiException.class, () -> api(server).getConnectedAppToken("s"));
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(6));
      assertThat(pauses.all()).isEmpty();
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void a_link_is_asked_for_once_however_busy_the_server() {
    try (var server = StubServer.answering(Reply.error(503, "STORE_UNAVAILABLE"), LINK)) {
      assertThatThrownBy(() -> api(server).getConnectedAppAuthUrl("sandbox", "56"))
          .isInstanceOf(ApiException.class);
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void other_failures_are_not_asked_again() {
    for (int status : List.of(400, 403, 404, 500, 502, 504)) {
      try (var server = StubServer.answering(Reply.error(status, "NO"), TOKEN)) {
        assertThatThrownBy(() -> api(server).getConnectedAppToken("s"))
            .isInstanceOf(ApiException.class);
        assertThat(server.asked()).hasSize(1);
      }
    }
  }

  @Test
  void a_link_is_asked_for_again_when_the_connection_was_never_made() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ApiClient client =
        ApiClient.builder()
            .baseUrl("http://127.0.0.1:" + port)
            .accessToken("t")
            .pause(pauses)
            .build();

    assertThatThrownBy(() -> new ConnectedAppsApi(client).getConnectedAppAuthUrl("sandbox", "56"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("cannot connect");
    assertThat(pauses.all()).hasSize(2);
  }

  @Test
  void a_link_that_was_asked_for_and_not_answered_is_not_asked_for_again() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var requests = new AtomicInteger();
      Thread.ofVirtual().start(() -> closeAfterEachRequest(server, requests));
      ApiClient client =
          ApiClient.builder()
              .baseUrl("http://127.0.0.1:" + server.getLocalPort())
              .accessToken("t")
              .pause(pauses)
              .build();

      assertThatThrownBy(() -> new ConnectedAppsApi(client).getConnectedAppAuthUrl("sandbox", "56"))
          .isInstanceOf(ApiException.class);
      assertThat(pauses.all()).isEmpty();
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void a_silent_server_is_waited_for_no_longer_than_the_timeout() {
    var over = new CountDownLatch(1);
    try (var server =
        new StubServer(asked -> {
          await(over);
          return TOKEN;
        })) {
      ApiClient client = server.client().timeout(Duration.ofMillis(200)).pause(pauses).build();
      assertThatThrownBy(() -> new ConnectedAppsApi(client).getConnectedAppToken("s"))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("no answer from " + server.url() + " within PT0.2S");
      over.countDown();
    }
  }

  @Test
  void an_interrupt_ends_a_call_and_is_not_lost() throws Exception {
    var arrived = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    try (var server =
        new StubServer(asked -> {
          arrived.countDown();
          await(over);
          return TOKEN;
        })) {
      var interrupted = new CompletableFuture<Boolean>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  api(server).getConnectedAppToken("s");
                } catch (ApiException ended) {
                  interrupted.complete(Thread.currentThread().isInterrupted());
                }
              });
      arrived.await();
      caller.interrupt();
      assertThat(interrupted.get()).isTrue();
      over.countDown();
    }
  }

  private static void closeAfterEachRequest(ServerSocket server, AtomicInteger requests) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        var request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
          int next = socket.getInputStream().read();
          if (next < 0) {
            break;
          }
          request.append((char) next);
        }
        if (request.toString().getBytes(StandardCharsets.ISO_8859_1).length > 0) {
          requests.incrementAndGet();
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  private ConnectedAppsApi api(StubServer server) {
    return new ConnectedAppsApi(server.client().pause(pauses).build());
  }
}
