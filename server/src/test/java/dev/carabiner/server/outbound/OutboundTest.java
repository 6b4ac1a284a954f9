package dev.carabiner.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundAnswer.NotSent;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboundTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Outbound outbound;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          exchange
              .getRequestHeaders()
              .forEach((name, values) ->
                  seen.add(
                      name.toLowerCase(java.util.Locale.ROOT) + ": " + String.join(",", values)));
          var answer = "{\"answer\":42}".getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("X-Twice", "a");
          exchange.getResponseHeaders().add("X-Twice", "b");
          if (exchange.getRequestURI().getPath().equals("/moved"))
            exchange.getResponseHeaders().add("Location", "/elsewhere");
          var status = exchange.getRequestURI().getPath().equals("/moved") ? 302 : 200;
          exchange.sendResponseHeaders(
              status, exchange.getRequestURI().getPath().equals("/chunked") ? 0 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    outbound = new Outbound(OutboundRules.parse(List.of("127.0.0.1:" + port())));
  }

  @AfterEach
  void stop() {
    outbound.close();
    server.stop(0);
  }

  @Test
  void a_post_arrives_as_given_and_its_answer_comes_back_whole() {
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Authorization", Secret.of("Basic YTpi"));
    headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));

    var answer =
        answered(
            new OutboundRequest(
                "POST",
                uri("/token?x=1"),
                headers,
                Optional.of(Secret.of("grant_type=refresh_token")),
                DEADLINE));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().reveal(Reveal.TO_COMPARE)).isEqualTo("{\"answer\":42}");
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.headers().get("x-twice")).containsExactly("a", "b");
    assertThat(seen)
        .contains(
            "POST /token?x=1 grant_type=refresh_token",
            "authorization: Basic YTpi",
            "host: 127.0.0.1:" + port(),
            "user-agent: Carabiner",
            "accept-encoding: identity",
            "content-length: 24");
  }

  @Test
  void a_chunked_answer_comes_back_whole() {
    assertThat(answered(get("/chunked")).body().reveal(Reveal.TO_COMPARE))
        .isEqualTo("{\"answer\":42}");
  }

  @Test
  void a_post_without_a_body_says_so() {
    answered(new OutboundRequest("POST", uri("/"), Map.of(), Optional.empty(), DEADLINE));

    assertThat(seen).contains("content-length: 0");
  }

  @Test
  void the_callers_user_agent_replaces_ours() {
    answered(
        new OutboundRequest(
            "GET",
            uri("/"),
            Map.of("User-Agent", Secret.of("Example CRM")),
            Optional.empty(),
            DEADLINE));

    assertThat(seen).contains("user-agent: Example CRM").doesNotContain("user-agent: Carabiner");
  }

  @Test
  void a_redirect_is_an_answer_and_is_not_followed() {
    var answer = answered(get("/moved"));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location")).contains("/elsewhere");
    assertThat(seen).filteredOn(line -> line.startsWith("GET")).containsExactly("GET /moved ");
  }

  @Test
  void proxies_named_in_system_properties_are_ignored() throws IOException {
    try (var proxy = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      var port = Integer.toString(proxy.port());
      var properties =
          Map.of(
              "http.proxyHost", "127.0.0.1",
              "http.proxyPort", port,
              "http.nonProxyHosts", "",
              "socksProxyHost", "127.0.0.1",
              "socksProxyPort", port,
              "socksNonProxyHosts", "");
      properties.forEach(System::setProperty);
      try {
        assertThat(answered(get("/")).header("content-type")).contains("application/json");
        assertThat(proxy.connections).hasValue(0);
      } finally {
        properties.keySet().forEach(System::clearProperty);
      }
    }
  }

  @Test
  void nothing_is_sent_when_the_sender_changes_its_mind() {
    assertThat(outbound.send(get("/"), () -> false))
        .isEqualTo(new NotSent(false, "the sender changed its mind"));
    assertThat(seen).isEmpty();
  }

  @Test
  void nothing_is_sent_when_asking_the_sender_fails() {
    assertThatThrownBy(() ->
            outbound.send(
                get("/"),
                () -> {
                  throw new IllegalStateException("store is gone");
                }))
        .hasMessage("store is gone");
    assertThat(seen).isEmpty();
  }

  @Test
  void a_header_that_would_break_out_of_its_line_is_refused() {
    for (var value : List.of("a\r\nEvil: b", "a\nb", "a\rb", "a\0b", "a\u007fb", "\u00e9")) {
      var request =
          new OutboundRequest(
              "GET", uri("/"), Map.of("X-Value", Secret.of(value)), Optional.empty(), DEADLINE);
      assertThat(outbound.send(request, BeforeSending.GO))
          .isInstanceOfSatisfying(NotSent.class, ending -> assertThat(ending.guard()).isTrue());
    }
    for (var name :
        List.of(
            "X Value", "X:Value", "", "X\r\nY", "Host", "Transfer-Encoding", "content-length")) {
      var request =
          new OutboundRequest(
              "GET", uri("/"), Map.of(name, Secret.of("v")), Optional.empty(), DEADLINE);
      assertThat(outbound.send(request, BeforeSending.GO))
          .isInstanceOfSatisfying(NotSent.class, ending -> assertThat(ending.guard()).isTrue());
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void a_closed_outbound_says_so() {
    outbound.close();

    assertThatThrownBy(() -> outbound.send(get("/"), BeforeSending.GO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Outbound is closed");
  }

  private Answered answered(OutboundRequest request) {
    return (Answered) outbound.send(request, BeforeSending.GO);
  }

  private OutboundRequest get(String path) {
    return new OutboundRequest("GET", uri(path), Map.of(), Optional.empty(), DEADLINE);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private int port() {
    return server.getAddress().getPort();
  }
}
