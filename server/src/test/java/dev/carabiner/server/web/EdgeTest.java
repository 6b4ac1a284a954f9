package dev.carabiner.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.Json;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {
  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static Edge edge;

  @BeforeAll
  static void start() {
    edge = Edge.start(EdgeSettings.plain(FREE, "test"), List.of(EdgeTest::hang));
  }

  @AfterAll
  static void stop() {
    edge.stop();
  }

  private static void hang(Routes routes) {
    routes.get("/here", request -> Reply.text(200, "here " + request.query().one("q").orElse("-")));
    routes.post("/here", request -> Reply.text(200, "posted " + request.body().length));
    routes.get("/things/{id}", request -> Reply.text(200, request.pathValue("id")));
    routes.post("/form", request -> Reply.text(200, request.form().need("a")));
    routes.post("/json", request -> Reply.json(200, request.json(Set.of("a"))));
    routes.get("/client", request -> Reply.text(200, request.client().getHostAddress()));
    routes.get(
        "/cookies",
        request -> Reply.empty(204).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2"));
    routes.get("/moved", request -> Reply.seeOther("https://a.example/b?c=d"));
    routes.get(
        "/bug",
        request -> {
          throw new IllegalStateException("secret words");
        });
  }

  private static Wire.Answer ask(String request) throws IOException {
    try (var wire = new Wire(edge.port())) {
      return wire.send(request).answer();
    }
  }

  private static Wire.Answer get(String target) throws IOException {
    return ask("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
  }

  private static Wire.Answer post(String target, String headers, String body) throws IOException {
    return ask(
        "POST "
            + target
            + " HTTP/1.1\r\nHost: h\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + headers
            + "\r\n"
            + body);
  }

  @Test
  void an_answer_has_the_common_headers_and_tells_nothing_of_the_engine() throws IOException {
    var answer = get("/here?q=a%20b+c");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("here a b c");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.head().toLowerCase()).doesNotContain("helidon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nowhere",
        "//here",
        "/here/",
        "/./here",
        "/x/../here",
        "/%2e/here",
        "/HERE",
        "/Here",
        "/here;a=b",
        "/here%2F",
        "/%68ere",
        "/here%00",
        "/here%zz",
        "/things/",
        "/things/a/b",
        "/things/..",
        "/things/%2e%2e",
        "/things/%ff",
        "/things/a;b",
        "\\here",
        "/here\\",
        "/here#x",
        "*",
        "http://h/here/x",
        "/things/%",
        "/here%20",
      })
  void a_path_that_is_not_one_of_ours_letter_for_letter_is_not_found(String path)
      throws IOException {
    var answer = get(path);

    assertThat(answer.status()).isIn(400, 404);
    if (answer.status() == 404)
      assertThat(answer.body())
          .isEqualTo(
              "{\"errors\":{\"code\":\"ROUTE_NOT_FOUND\",\"message\":\"The requested API route does not exist\"}}");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void a_placeholder_takes_any_text_that_is_encoded() throws IOException {
    assertThat(get("/things/auth0%7C1%2F2%3B%C3%A9").body()).isEqualTo("auth0|1/2;\u00c3\u00a9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  void another_method_is_405_with_the_methods_that_there_are(String method) throws IOException {
    try (var wire = new Wire(edge.port())) {
      var answer = wire.send(method + " /here HTTP/1.1\r\nHost: h\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, POST");
      if (!method.equals("HEAD")) assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
      assertThat(wire.send("GET /here HTTP/1.1\r\nHost: h\r\n\r\n").answer().body())
          .isEqualTo("here -");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "foo, close"})
  void a_client_that_asks_for_it_finds_the_connection_closed(String token) throws IOException {
    try (var wire = new Wire(edge.port())) {
      var everything =
          wire.send("GET /here HTTP/1.1\r\nHost: h\r\nConnection: " + token + "\r\n\r\n").rest();

      assertThat(everything)
          .startsWith("HTTP/1.1 200")
          .contains("Connection: close\r\n")
          .endsWith("here -");
    }
  }

  @Test
  void a_post_without_a_body_but_with_a_content_type_is_answered() throws IOException {
    assertThat(post("/here", "Content-Type: application/json\r\n", "").body())
        .isEqualTo("posted 0");
    assertThat(post("/json", "Content-Type: application/json\r\n", "").body()).isEqualTo("{}");
    assertThat(ask("POST /here HTTP/1.1\r\nHost: h\r\n\r\n").body()).isEqualTo("posted 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "text/nothing;q=0.1", "*/*", "garbage", ""})
  void any_accept_is_served(String accept) throws IOException {
    assertThat(ask("GET /here HTTP/1.1\r\nHost: h\r\nAccept: " + accept + "\r\n\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void a_form_may_name_a_charset_and_leave_colons_and_slashes_as_they_are() throws IOException {
    var headers = "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n";

    assertThat(post("/form", headers, "a=http://127.0.0.1:8899/api").body())
        .isEqualTo("http://127.0.0.1:8899/api");
    assertThat(post("/form", headers, "a=%C3%28").status()).isEqualTo(400);
    assertThat(post("/form", headers, "a=1&a=2").body()).contains("parameter a is there twice");
    assertThat(post("/form", "Content-Type: application/json\r\n", "a=1").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`a`:1}|200",
        "{`a`:1,`b`:2}|400",
        "[1]|400",
        "nope|400",
        "{`a`:1,`a`:2}|400",
        "`x`|400",
        "{`a`:1} {}|400",
      })
  void a_json_body_is_an_object_of_known_members(String body, int status) throws IOException {
    assertThat(post("/json", "", body.replace('`', '"')).status()).isEqualTo(status);
  }

  @Test
  void a_body_larger_than_64_kib_is_413_announced_or_chunked() throws IOException {
    assertThat(post("/here", "", "x".repeat(64 * 1024)).body()).isEqualTo("posted 65536");
    assertThat(ask("POST /here HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n").status())
        .isEqualTo(413);
    assertThat(
            ask("POST /here HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999\r\n\r\n")
                .status())
        .isEqualTo(413);
    var chunked = "POST /here HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(ask(chunked + "7fffffff\r\n").status()).isEqualTo(413);
    assertThat(ask(chunked + ("1000\r\n" + "x".repeat(0x1000) + "\r\n").repeat(17)).status())
        .isEqualTo(413);
    assertThat(ask(chunked + "3\r\nabc\r\n0\r\n\r\n").body()).isEqualTo("posted 3");
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
    try (var wire = new Wire(edge.port())) {
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
      assertThat(ask(chunked + size + "\r\nabc\r\n0\r\n\r\n").status()).as(size).isIn(400, 413);
  }

  @Test
  void headers_larger_than_16_kib_and_endless_lines_are_refused() throws IOException {
    for (var request :
        List.of(
            "GET /here HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000) + "\r\n\r\n",
            "GET /here HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(5_000) + "\r\n",
            "GET /here?" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
      assertThat(ask(request).status()).isIn(400, 413, 414, 431);
    assertThat(get("/here").status()).isEqualTo(200);
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
    try (var wire = new Wire(edge.port())) {
      var answer = wire.send(request).rest();

      if (!answer.isEmpty())
        assertThat(answer)
            .matches("(?s)HTTP/1.1 (4\\d\\d|505) .*")
            .contains("nosniff")
            .doesNotContain("here -");
    }
  }

  @Test
  void a_bug_is_a_500_that_names_the_request_and_nothing_else() throws IOException {
    var answer = get("/bug");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body())
        .contains("\"INTERNAL\"")
        .containsPattern("request [A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")
        .doesNotContain("secret words");
  }

  @Test
  void replies_carry_several_cookies_redirects_and_no_content() throws IOException {
    assertThat(get("/cookies").head())
        .contains("Set-Cookie: a=1\r\n")
        .contains("Set-Cookie: b=2\r\n");
    assertThat(get("/moved").header("Location")).isEqualTo("https://a.example/b?c=d");
    assertThat(get("/moved").status()).isEqualTo(303);
  }

  @Test
  void a_forwarded_address_counts_from_a_trusted_proxy_only() throws IOException {
    var request = "GET /client HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n";
    assertThat(ask(request).body()).isEqualTo("127.0.0.1");
    var settings =
        new EdgeSettings(
            FREE, Optional.empty(), List.of(AddressRange.parse("127.0.0.0/8")), "behind");
    try (var behind = Edge.start(settings, List.of(EdgeTest::hang));
        var wire = new Wire(behind.port())) {
      assertThat(wire.send(request).answer().body()).isEqualTo("198.51.100.7");
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
    var stopping = Edge.start(EdgeSettings.plain(FREE, "test"), List.of(door));
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
            Edge.start(EdgeSettings.plain(FREE, "test"), List.of(EdgeTest::hang), patience);
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
    try (var impatient = Edge.start(EdgeSettings.plain(FREE, "test"), List.of(slow), patience);
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
      var uri = URI.create("http://127.0.0.1:" + edge.port() + "/here?q=");
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

  @Test
  void json_replies_have_the_type_that_every_client_reads() throws IOException {
    assertThat(post("/json", "", "{\"a\":\"\u00c3\u00a9\"}").header("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(Json.parse(post("/json", "", "{\"a\":1}").body())).isPresent();
  }
}
