package dev.carabiner.server.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundAnswer.NoAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Resolver TO_LOOPBACK = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));

  @TempDir private static Path folder;
  private static SSLContext context;

  @BeforeAll
  static void makeCertificate() throws Exception {
    var file = folder.resolve("server.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=idp.example",
                "-ext",
                "SAN=dns:idp.example,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    var output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(output).isZero();

    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "changeit".toCharArray());
    var trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("server", keys.getCertificate("server"));
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(trust);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @Test
  void the_name_is_told_to_the_server_and_checked_against_its_certificate() throws Exception {
    var told = new StringBuffer();
    try (var server =
        new RawServer(
            listener(),
            (connection, out) -> {
              var session = (ExtendedSSLSession) ((SSLSocket) connection).getSession();
              session
                  .getRequestedServerNames()
                  .forEach(name -> told.append(((SNIHostName) name).getAsciiName()));
              out.write(OK.getBytes(US_ASCII));
            })) {
      assertThat(send(server, "idp.example", trusting("idp.example", server)))
          .isInstanceOf(Answered.class);
      assertThat(told.toString()).isEqualTo("idp.example");
    }
  }

  @Test
  void an_address_is_checked_against_the_certificate_too() throws Exception {
    try (var server =
        new RawServer(listener(), (connection, out) -> out.write(OK.getBytes(US_ASCII)))) {
      assertThat(send(server, "127.0.0.1", trusting("127.0.0.1", server)))
          .isInstanceOf(Answered.class);
    }
  }

  @Test
  void a_certificate_for_another_name_ends_before_anything_is_sent() throws Exception {
    try (var server =
        new RawServer(listener(), (connection, out) -> out.write(OK.getBytes(US_ASCII)))) {
      assertNotSent(send(server, "other.example", trusting("other.example", server)));
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void a_certificate_that_the_runtime_does_not_trust_ends_before_anything_is_sent()
      throws Exception {
    try (var server =
        new RawServer(listener(), (connection, out) -> out.write(OK.getBytes(US_ASCII)))) {
      assertNotSent(
          send(
              server,
              "idp.example",
              new Outbound(
                  OutboundRules.parse(List.of("idp.example:" + server.port())), TO_LOOPBACK)));
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void plain_text_where_tls_is_expected_is_surely_not_sent() throws Exception {
    var over = new CountDownLatch(1);
    try (var listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      Thread.ofVirtual()
          .start(() -> {
            try (var connection = listener.accept()) {
              connection.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
              over.await();
            } catch (IOException | InterruptedException gone) {
              // the test is over
            }
          });
      var outbound =
          new Outbound(OutboundRules.parse(List.of("127.0.0.1:" + listener.getLocalPort())));
      assertNotSent(send(listener.getLocalPort(), "127.0.0.1", outbound, Duration.ofSeconds(10)));
    } finally {
      over.countDown();
    }
  }

  @Test
  void a_handshake_that_never_comes_ends_at_the_deadline_as_not_sent() throws Exception {
    try (var listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      var outbound =
          new Outbound(OutboundRules.parse(List.of("127.0.0.1:" + listener.getLocalPort())));
      assertThat(send(listener.getLocalPort(), "127.0.0.1", outbound, Duration.ofMillis(400)))
          .isEqualTo(new NotSent(false, "the deadline passed before a connection stood"));
    }
  }

  @Test
  void an_encrypted_answer_that_drips_or_breaks_off_is_no_answer() throws Exception {
    try (var drip =
            new RawServer(
                listener(),
                (connection, out) -> {
                  out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(US_ASCII));
                  while (true) {
                    out.write('x');
                    Thread.sleep(20);
                  }
                });
        var cut =
            new RawServer(
                listener(),
                (connection, out) ->
                    out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(US_ASCII)))) {
      assertThat(
              send(
                  drip.port(),
                  "idp.example",
                  trusting("idp.example", drip),
                  Duration.ofMillis(800)))
          .isEqualTo(new NoAnswer("the deadline passed"));
      assertThat(send(cut, "idp.example", trusting("idp.example", cut)))
          .isInstanceOf(NoAnswer.class);
    }
  }

  private static ServerSocket listener() throws IOException {
    var listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    var parameters = listener.getSSLParameters();
    parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher(".*")));
    listener.setSSLParameters(parameters);
    return listener;
  }

  private static Outbound trusting(String host, RawServer server) {
    return new Outbound(
        OutboundRules.parse(List.of(host + ":" + server.port())),
        TO_LOOPBACK,
        context.getSocketFactory());
  }

  private static OutboundAnswer send(RawServer server, String host, Outbound outbound) {
    return send(server.port(), host, outbound, Duration.ofSeconds(10));
  }

  private static OutboundAnswer send(int port, String host, Outbound outbound, Duration deadline) {
    try (outbound) {
      return outbound.send(
          new OutboundRequest(
              "GET",
              URI.create("https://" + host + ":" + port + "/"),
              Map.of(),
              Optional.empty(),
              deadline),
          BeforeSending.GO);
    }
  }

  private static void assertNotSent(OutboundAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(NotSent.class, ending -> assertThat(ending.guard()).isFalse());
  }
}
