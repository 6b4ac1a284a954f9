package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldTest {
  private final Sandbox sandbox = Sandbox.start(Application.automatic());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void a_held_request_is_handled_only_after_the_release() throws Exception {
    Reply connected = application.connect("openid offline_access");
    try (Hold hold = sandbox.control().hold(Endpoint.TOKEN)) {
      CompletableFuture<Reply> refreshing =
          CompletableFuture.supplyAsync(() -> application.refresh(connected.text("refresh_token")));
      hold.awaitArrival();
      assertThat(sandbox.ledger().tokenRequests("refresh_token"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.status()).isEmpty());
      sandbox.control().withdraw(Selection.all());
      hold.release();

      assertThat(refreshing.join().text("error")).isEqualTo("invalid_grant");
    }
  }

  @Test
  void several_requests_can_be_gathered() throws Exception {
    String refreshToken = application.connect("openid offline_access").text("refresh_token");
    Hold hold = sandbox.control().hold("refresh_token");
    ExecutorService threads = Executors.newFixedThreadPool(5);
    List<CompletableFuture<Reply>> racing =
        IntStream.range(0, 5)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() -> application.refresh(refreshToken), threads))
            .toList();
    hold.awaitArrivals(5);
    assertThat(application.connect("openid").status()).isEqualTo(200);
    assertThat(racing).noneMatch(CompletableFuture::isDone);
    hold.release();

    assertThat(racing).allMatch(reply -> reply.join().status() == 200);
    assertThat(application.refresh(refreshToken).status()).isEqualTo(200);
    threads.shutdown();
  }

  @Test
  void a_reset_opens_every_gate() throws Exception {
    Hold hold = sandbox.control().hold(Endpoint.JWKS);
    CompletableFuture<Reply> asking = CompletableFuture.supplyAsync(() -> application.get("/jwks"));
    hold.awaitArrival();
    sandbox.control().reset();

    assertThat(asking.join().status()).isEqualTo(200);
  }
}
