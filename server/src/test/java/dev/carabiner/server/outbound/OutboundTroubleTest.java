package dev.carabiner.server.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundAnswer.NoAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.NotSent;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutboundTroubleTest {
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofMillis(400);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"access_token\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
        "HTTP/1.1 fine\r\n\r\n",
        "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "<html>not http</html>"
      })
  void an_answer_that_is_cut_or_malformed_is_no_answer(String text) throws IOException {
    try (var server = RawServer.saying(text)) {
      assertThat(send(server, LONG)).isInstanceOf(NoAnswer.class);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void a_connection_reset_in_the_middle_is_no_answer_and_is_not_tried_again() throws IOException {
    try (var server =
        new RawServer((connection, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\nhalf".getBytes(US_ASCII));
          connection.setSoLinger(true, 0);
        })) {
      assertThat(send(server, LONG)).isInstanceOf(NoAnswer.class);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void an_answer_that_ends_with_an_orderly_close_is_whole() throws IOException {
    try (var server = RawServer.saying("HTTP/1.0 200 OK\r\n\r\nhello")) {
      var answer = (Answered) send(server, LONG);
      assertThat(answer.body().reveal(Reveal.TO_COMPARE)).isEqualTo("hello");
    }
  }

  @Test
  void silence_ends_at_the_deadline() throws IOException {
    var over = new CountDownLatch(1);
    try (var server = new RawServer((connection, out) -> over.await())) {
      assertThat(send(server, SHORT)).isEqualTo(new NoAnswer("the deadline passed"));
    } finally {
      over.countDown();
    }
  }

  @Test
  void a_byte_now_and_then_does_not_stretch_the_deadline() throws IOException {
    try (var server =
        new RawServer((connection, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(US_ASCII));
          while (true) {
            out.write('x');
            Thread.sleep(20);
          }
        })) {
      var start = System.nanoTime();
      assertThat(send(server, SHORT)).isEqualTo(new NoAnswer("the deadline passed"));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(390), Duration.ofSeconds(5));
    }
  }

  @Test
  void an_answer_over_the_limit_is_no_answer() throws IOException {
    var body = "x".repeat(256 * 1024);
    try (var exact =
            RawServer.saying(
                "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        var over =
            RawServer.saying(
                "HTTP/1.1 200 OK\r\nContent-Length: "
                    + (body.length() + 1)
                    + "\r\n\r\n"
                    + body
                    + "x")) {
      assertThat(((Answered) send(exact, LONG)).body().length()).isEqualTo(256 * 1024);
      assertThat(send(over, LONG))
          .isEqualTo(new NoAnswer("the answer is longer than 262144 bytes"));
    }
  }

  @Test
  void endless_chunks_are_no_answer() throws IOException {
    try (var server =
        new RawServer((connection, out) -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
          while (true) out.write("5\r\nhello\r\n".getBytes(US_ASCII));
        })) {
      assertThat(send(server, LONG))
          .isEqualTo(new NoAnswer("the answer is longer than 262144 bytes"));
    }
  }

  @Test
  void endless_header_fields_are_no_answer() throws IOException {
    try (var many =
            new RawServer((connection, out) -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              while (true) out.write("X-More: more\r\n".getBytes(US_ASCII));
            });
        var one =
            new RawServer((connection, out) -> {
              out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(US_ASCII));
              while (true) out.write("and on ".getBytes(US_ASCII));
            })) {
      assertThat(send(many, LONG))
          .isEqualTo(new NoAnswer("the answer broke off: MessageConstraintException"));
      assertThat(send(one, LONG))
          .isEqualTo(new NoAnswer("the answer broke off: MessageConstraintException"));
    }
  }

  @Test
  void endless_interim_answers_end_at_the_deadline() throws IOException {
    try (var server =
        new RawServer((connection, out) -> {
          while (true) {
            out.write("HTTP/1.1 102 Processing\r\n\r\n".getBytes(US_ASCII));
            Thread.sleep(5);
          }
        })) {
      assertThat(send(server, SHORT)).isEqualTo(new NoAnswer("the deadline passed"));
    }
  }

  @Test
  void a_server_that_does_not_read_a_large_request_cannot_hold_us() throws IOException {
    var over = new CountDownLatch(1);
    try (var server = new RawServer((connection, out) -> over.await());
        var outbound = new Outbound(OutboundRules.parse(List.of(server.hostAndPort())))) {
      var body = Optional.of(Secret.of(new byte[32 * 1024 * 1024]));
      assertThat(
              outbound.send(
                  new OutboundRequest("POST", server.uri(), Map.of(), body, SHORT),
                  BeforeSending.GO))
          .isEqualTo(new NoAnswer("the deadline passed"));
    } finally {
      over.countDown();
    }
  }

  @Test
  void a_closed_port_is_surely_not_sent() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = gone.getLocalPort();
    }
    try (var outbound = new Outbound(OutboundRules.parse(List.of("127.0.0.1:" + port)))) {
      assertThat(
              outbound.send(
                  get(URI.create("http://127.0.0.1:" + port + "/"), LONG), BeforeSending.GO))
          .isInstanceOfSatisfying(NotSent.class, ending -> assertThat(ending.guard()).isFalse());
    }
  }

  @Test
  void a_sender_that_asks_too_long_sends_nothing_after_the_deadline() throws IOException {
    try (var server = RawServer.saying("HTTP/1.1 204 No Content\r\n\r\n");
        var outbound = new Outbound(OutboundRules.parse(List.of(server.hostAndPort())))) {
      var deadline = new Deadline(SHORT.plusMillis(50));
      BeforeSending slow =
          () -> {
            while (!deadline.passed()) Thread.onSpinWait();
            return true;
          };
      assertThat(outbound.send(get(server.uri(), SHORT), slow))
          .isEqualTo(new NotSent(false, "the deadline passed before the first byte"));
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void an_interrupt_ends_a_call_on_a_virtual_thread() throws Exception {
    var reached = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    try (var server =
            new RawServer((connection, out) -> {
              reached.countDown();
              over.await();
            });
        var outbound = new Outbound(OutboundRules.parse(List.of(server.hostAndPort())))) {
      var ending = new CompletableFuture<OutboundAnswer>();
      var stillInterrupted = new AtomicBoolean();
      var caller =
          Thread.ofVirtual()
              .start(() -> {
                var answer = outbound.send(get(server.uri(), LONG), BeforeSending.GO);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
                ending.complete(answer);
              });
      reached.await();
      caller.interrupt();
      assertThat(ending.get()).isInstanceOf(NoAnswer.class);
      assertThat(stillInterrupted).isTrue();
    } finally {
      over.countDown();
    }
  }

  private static OutboundAnswer send(RawServer server, Duration deadline) {
    try (var outbound = new Outbound(OutboundRules.parse(List.of(server.hostAndPort())))) {
      return outbound.send(get(server.uri(), deadline), BeforeSending.GO);
    }
  }

  private static OutboundRequest get(URI uri, Duration deadline) {
    return new OutboundRequest("GET", uri, Map.of(), Optional.empty(), deadline);
  }
}
