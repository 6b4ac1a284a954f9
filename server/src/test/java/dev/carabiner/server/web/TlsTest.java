package dev.carabiner.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class TlsTest {
  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;
  private TlsFiles files;

  @BeforeEach
  void place() {
    files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void https_is_served_from_pem_files(String algorithm) throws Exception {
    identity(algorithm, "first", "");
    try (var edge = start()) {
      assertThat(ask(edge.port())).isEqualTo("CN=first: HTTP/1.1 200 OK");
    }
  }

  @Test
  void an_rsa_key_in_the_old_pem_form_is_taken_too() throws Exception {
    identity("RSA", "old", "");
    var pkcs8 =
        Base64.getMimeDecoder()
            .decode(Files.readString(files.key()).replaceAll("-----[^-]+-----", ""));
    var pkcs1 = java.util.Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    Files.writeString(files.key(), pem("RSA PRIVATE KEY", pkcs1));
    try (var edge = start()) {
      assertThat(ask(edge.port())).isEqualTo("CN=old: HTTP/1.1 200 OK");
    }
  }

  @Test
  void files_that_change_are_taken_up_and_broken_ones_are_not() throws Exception {
    identity("EC", "first", "");
    try (var edge = start()) {
      assertThat(ask(edge.port())).startsWith("CN=first");

      identity("EC", "second", "next-");
      Files.move(
          folder.resolve("next-cert.pem"),
          files.certificate(),
          StandardCopyOption.REPLACE_EXISTING);
      touch(1);
      assertThat(ask(edge.port())).as("the key does not fit yet").startsWith("CN=first");
      Files.move(folder.resolve("next-key.pem"), files.key(), StandardCopyOption.REPLACE_EXISTING);
      touch(2);
      assertThat(ask(edge.port())).startsWith("CN=second");

      Files.writeString(files.certificate(), "nonsense");
      touch(3);
      assertThat(ask(edge.port())).startsWith("CN=second");
      Files.delete(files.key());
      assertThat(ask(edge.port())).startsWith("CN=second");
      identity("RSA", "third", "");
      touch(4);
      assertThat(ask(edge.port())).startsWith("CN=third");
    }
  }

  @Test
  void files_that_cannot_be_used_stop_the_start_and_are_named() throws Exception {
    assertThatThrownBy(this::start)
        .isInstanceOf(CannotListen.class)
        .hasMessage(files.certificate() + " cannot be read: NoSuchFileException");
    identity("EC", "one", "");
    Files.writeString(
        files.key(),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(CannotListen.class)
        .hasMessageStartingWith(files.key() + " holds no unencrypted private key");
    identity("EC", "two", "other-");
    Files.copy(folder.resolve("other-key.pem"), files.key(), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::start)
        .isInstanceOf(CannotListen.class)
        .hasMessageContaining("is not the key of the first certificate");
    Files.writeString(files.certificate(), "");
    assertThatThrownBy(this::start)
        .isInstanceOf(CannotListen.class)
        .hasMessageStartingWith(files.certificate() + " holds no");
  }

  @Test
  void plain_http_on_a_tls_port_harms_nobody() throws Exception {
    identity("EC", "first", "");
    try (var edge = start()) {
      try (var wire = new Wire(edge.port())) {
        assertThat(wire.send("GET /here HTTP/1.1\r\nHost: h\r\n\r\n").rest())
            .doesNotContain("HTTP/1.1 2");
      }
      assertThat(ask(edge.port())).startsWith("CN=first");
    }
  }

  private Edge start() {
    return Edge.start(
        new EdgeSettings(FREE, Optional.of(files), List.of(), "tls"),
        List.of(routes -> routes.get("/here", request -> Reply.text(200, "x"))));
  }

  /// Times of files may be as coarse as a second.
  private void touch(int change) throws IOException {
    var time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(change));
    Files.setLastModifiedTime(files.certificate(), time);
  }

  private void identity(String algorithm, String name, String prefix) throws Exception {
    var store = folder.resolve("store-" + name + ".p12");
    var size = algorithm.equals("EC") ? "256" : "2048";
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-keysize",
                size,
                "-dname",
                "CN=" + name,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor())
        .as(
            new String(
                made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isZero();
    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    Files.writeString(
        folder.resolve(prefix + "cert.pem"),
        pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
    Files.writeString(
        folder.resolve(prefix + "key.pem"),
        pem("PRIVATE KEY", keys.getKey("a", "changeit".toCharArray()).getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /// The subject of the certificate served in a new handshake, and the status line.
  private static String ask(int port) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
    try (var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /here HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      var answer =
          new String(
              socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      var served = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return served.getSubjectX500Principal().getName()
          + ": "
          + answer.lines().findFirst().orElse("");
    }
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
