package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
  private final Sandbox sandbox = Sandbox.start(Application.automatic());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_unknown_address_is_404_in_json() {
    for (String path : new String[] {"/nowhere", "/token/", "/TOKEN", "/control", "/api/me/x"}) {
      assertThat(application.get(path).status()).as(path).isEqualTo(404);
      assertThat(application.get(path).text("error")).isEqualTo("not_found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/token,POST",
    "DELETE,/authorize,'GET, POST'",
    "HEAD,/jwks,GET",
    "POST,/,GET",
    "GET,/control/reset,POST",
    "PUT,/control/ledger,GET"
  })
  void another_method_is_405_with_allow(String method, String path, String allowed) {
    Application.Reply reply =
        application.send(application.to(path).method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo(allowed);
  }

  @Test
  void a_body_that_is_too_long_is_413() {
    Application.Reply reply =
        application.form("/token", Optional.empty(), "a=" + "x".repeat(Call.BODY_LIMIT));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(sandbox.ledger().entries(Endpoint.TOKEN)).hasSize(1);
  }

  @Test
  void broken_percent_encoding_is_400() throws IOException {
    assertThat(application.form("/token", Optional.empty(), "a=%zz").status()).isEqualTo(400);
    assertThat(raw("GET /authorize?a=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void a_target_without_a_path_is_answered() throws IOException {
    for (String target : new String[] {"*", "http://127.0.0.1"}) {
      assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .as(target)
          .startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void text_that_is_not_utf_8_does_no_harm() {
    assertThat(application.form("/token", Optional.empty(), "client_id=%ff%fe").status())
        .isEqualTo(401);
  }

  @Test
  void nothing_is_cached_and_nothing_is_sniffed() {
    for (String path : new String[] {"/", "/jwks", "/api/me", "/nowhere"}) {
      assertThat(application.get(path).header("Cache-Control")).isEqualTo("no-store");
      assertThat(application.get(path).header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }
}
