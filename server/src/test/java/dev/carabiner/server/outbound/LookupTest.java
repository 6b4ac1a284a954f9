package dev.carabiner.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundAnswer.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LookupTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SECOND_LOOPBACK = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

  @Test
  void the_connection_goes_to_the_address_that_was_checked_and_the_name_is_looked_up_once()
      throws IOException {
    try (var server = RawServer.saying(OK)) {
      var answers = new ArrayDeque<>(List.of(LOOPBACK, SECOND_LOOPBACK));
      var lookUps = new AtomicInteger();
      var rules = OutboundRules.parse(List.of("idp.example:" + server.port()));
      try (var outbound =
          new Outbound(
              rules,
              host -> {
                lookUps.incrementAndGet();
                return List.of(answers.remove());
              })) {
        assertThat(
                outbound.send(get("http://idp.example:" + server.port() + "/x"), BeforeSending.GO))
            .isInstanceOf(Answered.class);
        assertThat(lookUps).hasValue(1);
        assertThat(server.heads)
            .singleElement()
            .asString()
            .contains("GET /x HTTP/1.1", "Host: idp.example:" + server.port());
      }
    }
  }

  @Test
  void a_name_that_turns_inward_between_two_calls_is_refused_each_time_it_does()
      throws IOException {
    try (var tripwire = RawServer.saying(OK)) {
      var lookUps = new AtomicInteger();
      Resolver flipping =
          host -> List.of(lookUps.getAndIncrement() % 2 == 0 ? LOOPBACK : SECOND_LOOPBACK);
      var rules = OutboundRules.parse(List.of("127.0.0.2/32"));
      try (var outbound = new Outbound(rules, flipping)) {
        for (var call = 0; call < 1000; call++) {
          var ending =
              (NotSent)
                  outbound.send(
                      get("http://flips.example:" + tripwire.port() + "/"), BeforeSending.GO);
          assertThat(ending.guard()).isEqualTo(call % 2 == 0);
        }
      }
      assertThat(lookUps).hasValue(1000);
      assertThat(tripwire.connections).hasValue(0);
    }
  }

  @Test
  void a_name_with_one_bad_address_is_refused() throws IOException {
    for (var addresses : List.of(List.of(PUBLIC, LOOPBACK), List.of(LOOPBACK, PUBLIC))) {
      try (var outbound = new Outbound(OutboundRules.STRICT, host -> addresses)) {
        assertThat(outbound.send(get("https://mixed.example/"), BeforeSending.GO))
            .isEqualTo(
                new NotSent(true, "mixed.example leads to 127.0.0.1, which is refused (loopback)"));
      }
    }
  }

  @Test
  void what_is_refused_by_its_spelling_is_not_even_looked_up() {
    var lookUps = new AtomicInteger();
    try (var outbound =
        new Outbound(
            OutboundRules.STRICT,
            host -> {
              lookUps.incrementAndGet();
              return List.of(PUBLIC);
            })) {
      for (var uri :
          List.of(
              "http://idp.example/",
              "https://idp.example:8443/",
              "https://127.0.0.1/",
              "https://[::1]/",
              "ftp://idp.example/")) {
        assertThat(outbound.send(get(uri), BeforeSending.GO))
            .isInstanceOfSatisfying(NotSent.class, ending -> assertThat(ending.guard()).isTrue());
      }
    }
    assertThat(lookUps).hasValue(0);
  }

  @Test
  void the_next_checked_address_is_tried_when_the_first_does_not_accept() throws IOException {
    try (var server = RawServer.saying(OK);
        var outbound =
            new Outbound(
                OutboundRules.parse(List.of("127.0.0.0/8")),
                host -> List.of(SECOND_LOOPBACK, LOOPBACK))) {
      assertThat(outbound.send(get("http://two.example:" + server.port() + "/"), BeforeSending.GO))
          .isInstanceOf(Answered.class);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void an_unknown_name_is_surely_not_sent() {
    try (var outbound =
        new Outbound(
            OutboundRules.STRICT,
            host -> {
              throw new UnknownHostException(host);
            })) {
      assertThat(outbound.send(get("https://nobody.example/"), BeforeSending.GO))
          .isEqualTo(new NotSent(false, "no connection: the name was not found"));
    }
  }

  @Test
  void a_name_server_that_does_not_answer_costs_no_more_than_the_deadline() {
    var over = new CountDownLatch(1);
    Resolver silent =
        host -> {
          try {
            over.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          return List.of(PUBLIC);
        };
    try (var outbound = new Outbound(OutboundRules.STRICT, silent)) {
      var request =
          new OutboundRequest(
              "GET",
              URI.create("https://slow.example/"),
              Map.of(),
              Optional.empty(),
              Duration.ofMillis(300));
      assertThat(outbound.send(request, BeforeSending.GO))
          .isEqualTo(new NotSent(false, "the deadline passed before a connection stood"));
    } finally {
      over.countDown();
    }
  }

  @Test
  void localhost_in_the_exceptions_must_still_be_loopback() throws IOException {
    try (var server = RawServer.saying(OK)) {
      var rules = OutboundRules.parse(List.of("localhost:" + server.port()));
      try (var honest = new Outbound(rules);
          var bent = new Outbound(rules, host -> List.of(InetAddress.ofLiteral("192.168.7.7")))) {
        assertThat(honest.send(get("http://localhost:" + server.port() + "/"), BeforeSending.GO))
            .isInstanceOf(Answered.class);
        assertThat(
                ((NotSent)
                        bent.send(get("http://localhost:" + server.port() + "/"), BeforeSending.GO))
                    .guard())
            .isTrue();
        assertThat(
                ((NotSent)
                        honest.send(
                            get("http://127.0.0.1:" + server.port() + "/"), BeforeSending.GO))
                    .guard())
            .isTrue();
      }
    }
  }

  @Test
  void a_named_exception_does_not_reach_the_cloud_metadata_address() {
    try (var outbound =
        new Outbound(
            OutboundRules.parse(List.of("idp.example:80")),
            host -> List.of(InetAddress.ofLiteral("169.254.169.254")))) {
      assertThat(
              ((NotSent) outbound.send(get("http://idp.example/latest/"), BeforeSending.GO))
                  .guard())
          .isTrue();
    }
  }

  private static OutboundRequest get(String uri) {
    return new OutboundRequest(
        "GET", URI.create(uri), Map.of(), Optional.empty(), Duration.ofSeconds(10));
  }
}
