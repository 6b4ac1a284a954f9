package dev.carabiner.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is larger, slower or stranger than allowed, and how a listener starts and stops.
class EdgeLimitsTest {
  private static Listening on;

  @BeforeAll
  static void start() {
    on = new Listening();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void a_body_larger_than_64_kib_is_413_announced_or_chunked() throws IOException {
    assertThat(on.post("/here", "", "x".repeat(64 * 1024)).body()).isEqualTo("posted 65536");
    assertThat(on.ask("POST /here HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n").status())
        .isEqualTo(413);
    assertThat(
            on.ask("POST /here HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999\r\n\r\n")
                .status())
        .isEqualTo(413);
    var chunked = "POST /here HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(on.ask(chunked + "7fffffff\r\n").status()).isEqualTo(413);
    assertThat(on.ask(chunked + ("1000\r\n" + "x".repeat(0x1000) + "\r\n").repeat(17)).status())
        .isEqualTo(413);
    assertThat(on.ask(chunked + "3\r\nabc\r\n0\r\n\r\n").body()).isEqualTo("posted 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -5\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: \r\n",
        "Content-Length: 99999999999999999999999\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding : chunked\r\n",
        " Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Content-Encoding: gzip\r\nContent-Length: 5\r\n",
      })
  void a_body_that_could_end_in_two_places_is_refused_and_nothing_after_it_is_read(String framing)
      throws IOException {
    try (var wire = new Wire(on.port())) {
      wire.send(
          "POST /here HTTP/1.1\r\nHost: h\r\n"
              + framing
              + "\r\n0\r\n\r\nGET /here?q=smuggled HTTP/1.1\r\nHost: h\r\n\r\n");

      var everything = wire.rest();
      assertThat(everything).startsWith("HTTP/1.1 400").doesNotContain("smuggled");
    }
  }

  @Test
  void a_chunk_size_that_is_none_is_refused() throws IOException {
    var chunked = "POST /here HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (var size : List.of("-1", "zz", "", "0x3", "fffffffffffffffff"))
      assertThat(on.ask(chunked + size + "\r\nabc\r\n0\r\n\r\n").status()).as(size).isIn(400, 413);
  }

  @Test
  void headers_larger_than_16_kib_and_endless_lines_are_refused() throws IOException {
    for (var request :
        List.of(
            "GET /here HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000) + "\r\n\r\n",
            "GET /here HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(5_000) + "\r\n",
            "GET /here?" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
      assertThat(on.ask(request).status()).isIn(400, 413, 414, 431);
    assertThat(on.get("/here").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /here HTTP/1.1\r\n\r\n",
        "GET /here HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /here HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /here HTTP/9.9\r\nHost: h\r\n\r\n",
        "GET  /here HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /he re HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /here\r\nHost: h\r\n\r\n",
        "GET /here HTTP/1.1\r\nHost: h\r\nA B: c\r\n\r\n",
        "GET /here HTTP/1.1\r\nHost: h\r\nA: b\r\n folded\r\n\r\n",
        "GET /here HTTP/1.1\r\nHost: h\r\nA: b\u0000c\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void what_is_no_request_is_refused_without_a_5xx_and_the_connection_ends(String request)
      throws IOException {
    try (var wire = new Wire(on.port())) {
      var answer = wire.send(request).rest();

      if (!answer.isEmpty())
        assertThat(answer)
            .matches("(?s)HTTP/1.1 (4\\d\\d|505) .*")
            .contains("nosniff")
            .doesNotContain("here -");
    }
  }

  @Test
  void a_port_in_use_is_one_clear_line() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings =
          EdgeSettings.plain(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort()),
              "test");

      assertThatThrownBy(() -> Edge.start(settings, List.of()))
          .isInstanceOf(CannotListen.class)
          .hasMessage(
              "127.0.0.1:"
                  + taken.getLocalPort()
                  + " is in use; stop what listens there, or choose another address");
    }
  }

  @Test
  void an_address_of_another_machine_is_one_clear_line() throws IOException {
    var settings =
        EdgeSettings.plain(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8080), "test");

    assertThatThrownBy(() -> Edge.start(settings, List.of()))
        .isInstanceOf(CannotListen.class)
        .hasMessage("192.0.2.1:8080 is no address of this machine");
  }

  @Test
  void stopping_lets_a_request_under_way_finish() throws Exception {
    var entered = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Door door =
        routes ->
            routes.get(
                "/slow",
                request -> {
                  entered.countDown();
                  try {
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException interrupted) {
                    return Reply.text(500, "interrupted");
                  }
                  return Reply.text(200, "done");
                });
    var stopping = Edge.start(EdgeSettings.plain(Listening.FREE, "test"), List.of(door));
    try (var fresh = new Wire(stopping.port());
        var idle = new Wire(stopping.port());
        var busy = new Wire(stopping.port())) {
      assertThat(idle.send("GET /none HTTP/1.1\r\nHost: h\r\n\r\n").answer().status())
          .isEqualTo(404);
      busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      var stop = CompletableFuture.runAsync(stopping::stop);
      var late = idle.send("GET /none HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      while (late.status() == 404)
        late = idle.send("GET /none HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      assertThat(late.status()).isEqualTo(503);
      assertThat(late.header("Retry-After")).isEqualTo("1");
      assertThat(stop).isNotDone();
      goOn.countDown();

      assertThat(busy.answer().body()).isEqualTo("done");
      stop.get(5, TimeUnit.SECONDS);
      assertThat(fresh.rest()).isEmpty();
    }
  }

  @Test
  void a_client_that_falls_silent_or_drips_is_let_go() throws Exception {
    var patience = new Edge.Patience(Duration.ofMillis(600), Duration.ofMillis(600));
    try (var impatient =
            Edge.start(
                EdgeSettings.plain(Listening.FREE, "test"), List.of(Listening::hang), patience);
        var inHeaders = new Wire(impatient.port());
        var inBody = new Wire(impatient.port());
        var inChunk = new Wire(impatient.port());
        var afterOne = new Wire(impatient.port());
        var silent = new Wire(impatient.port());
        var dripping = new Wire(impatient.port())) {
      inHeaders.send("GET /here HTTP/1.1\r\nHo");
      inBody.send("POST /here HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
      inChunk.send("POST /here HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
      afterOne.send("GET /here HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(afterOne.answer().status()).isEqualTo(200);
      dripping.send("GET /here HTTP/1.1\r\n");

      assertThat(dripping.dripsUntilClosed("X: y\r\n", Duration.ofMillis(100))).isLessThan(100);
      assertThat(inHeaders.rest()).doesNotContain("HTTP/1.1 2");
      assertThat(inBody.rest()).doesNotContain("HTTP/1.1 2");
      assertThat(inChunk.rest()).doesNotContain("HTTP/1.1 2");
      assertThat(afterOne.rest()).isEmpty();
      assertThat(silent.rest()).isEmpty();
    }
  }

  @Test
  void a_handler_may_take_longer_than_a_request_may_take_to_arrive() throws IOException {
    var patience = new Edge.Patience(Duration.ofMillis(50), Duration.ofSeconds(5));
    Door slow =
        routes ->
            routes.post(
                "/slow",
                request -> {
                  var end = System.nanoTime() + Duration.ofMillis(300).toNanos();
                  while (System.nanoTime() < end) Thread.onSpinWait();
                  return Reply.text(200, Thread.interrupted() ? "interrupted" : "done");
                });
    try (var impatient =
            Edge.start(EdgeSettings.plain(Listening.FREE, "test"), List.of(slow), patience);
        var wire = new Wire(impatient.port())) {
      assertThat(
              wire.send("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na")
                  .answer()
                  .body())
          .isEqualTo("done");
    }
  }

  @Test
  void parallel_requests_on_one_listener_are_all_answered() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + on.port() + "/here?q=");
      var asked =
          java.util.stream.IntStream.range(0, 300)
              .mapToObj(n ->
                  client
                      .sendAsync(
                          HttpRequest.newBuilder(URI.create(uri + "" + n)).build(),
                          BodyHandlers.ofString())
                      .thenApply(answer -> answer.body().equals("here " + n)))
              .toList();

      for (var answered : asked) assertThat(answered.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
