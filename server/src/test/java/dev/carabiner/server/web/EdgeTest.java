package dev.carabiner.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {
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
  void an_answer_has_the_common_headers_and_tells_nothing_of_the_engine() throws IOException {
    var answer = on.get("/here?q=a%20b+c");

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
    var answer = on.get(path);

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
    assertThat(on.get("/things/auth0%7C1%2F2%3B%C3%A9").body()).isEqualTo("auth0|1/2;\u00c3\u00a9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  void another_method_is_405_with_the_methods_that_there_are(String method) throws IOException {
    try (var wire = new Wire(on.port())) {
      var answer = wire.send(method + " /here HTTP/1.1\r\nHost: h\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, POST");
      if (!method.equals("HEAD")) assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
      assertThat(wire.send("GET /here HTTP/1.1\r\nHost: h\r\n\r\n").answer().body())
          .isEqualTo("here -");
    }
  }

  @Test
  void requests_sent_in_one_go_are_answered_one_after_the_other() throws IOException {
    try (var wire = new Wire(on.port())) {
      wire.send("GET /here?q=1 HTTP/1.1\r\nHost: h\r\n\r\n".repeat(2));

      assertThat(wire.answer().body()).isEqualTo("here 1");
      assertThat(wire.answer().body()).isEqualTo("here 1");
    }
  }

  @Test
  void a_client_that_waits_for_leave_to_send_its_body_gets_it() throws IOException {
    try (var wire = new Wire(on.port())) {
      wire.send(
          "POST /here HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");

      assertThat(wire.answer().status()).isEqualTo(100);
      assertThat(wire.send("abc").answer().body()).isEqualTo("posted 3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "foo, close"})
  void a_client_that_asks_for_it_finds_the_connection_closed(String token) throws IOException {
    try (var wire = new Wire(on.port())) {
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
    assertThat(on.post("/here", "Content-Type: application/json\r\n", "").body())
        .isEqualTo("posted 0");
    assertThat(on.post("/json", "Content-Type: application/json\r\n", "").body()).isEqualTo("{}");
    assertThat(on.ask("POST /here HTTP/1.1\r\nHost: h\r\n\r\n").body()).isEqualTo("posted 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "text/nothing;q=0.1", "*/*", "garbage", ""})
  void any_accept_is_served(String accept) throws IOException {
    assertThat(on.ask("GET /here HTTP/1.1\r\nHost: h\r\nAccept: " + accept + "\r\n\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void a_form_may_name_a_charset_and_leave_colons_and_slashes_as_they_are() throws IOException {
    var headers = "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n";

    assertThat(on.post("/form", headers, "a=http://127.0.0.1:8899/api").body())
        .isEqualTo("http://127.0.0.1:8899/api");
    assertThat(on.post("/form", headers, "a=%C3%28").status()).isEqualTo(400);
    assertThat(on.post("/form", headers, "a=1&a=2").body()).contains("parameter a is there twice");
    assertThat(on.post("/form", "Content-Type: application/json\r\n", "a=1").status())
        .isEqualTo(400);
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
    assertThat(on.post("/json", "", body.replace('`', '"')).status()).isEqualTo(status);
  }

  @Test
  void a_bug_is_a_500_that_names_the_request_and_nothing_else() throws IOException {
    var answer = on.get("/bug");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body())
        .contains("\"INTERNAL\"")
        .containsPattern("request [A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")
        .doesNotContain("secret words");
  }

  @Test
  void replies_carry_several_cookies_redirects_and_no_content() throws IOException {
    assertThat(on.get("/cookies").head())
        .contains("Set-Cookie: a=1\r\n")
        .contains("Set-Cookie: b=2\r\n");
    assertThat(on.get("/moved").header("Location")).isEqualTo("https://a.example/b?c=d");
    assertThat(on.get("/moved").status()).isEqualTo(303);
  }

  @Test
  void a_forwarded_address_counts_from_a_trusted_proxy_only() throws IOException {
    var request = "GET /client HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n";
    assertThat(on.ask(request).body()).isEqualTo("127.0.0.1");
    var settings =
        new EdgeSettings(
            Listening.FREE, Optional.empty(), List.of(AddressRange.parse("127.0.0.0/8")), "behind");
    try (var behind = Edge.start(settings, List.of(Listening::hang));
        var wire = new Wire(behind.port())) {
      assertThat(wire.send(request).answer().body()).isEqualTo("198.51.100.7");
    }
  }

  @Test
  void json_replies_have_the_type_that_every_client_reads() throws IOException {
    assertThat(on.post("/json", "", "{\"a\":\"\u00c3\u00a9\"}").header("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(Json.parse(on.post("/json", "", "{\"a\":1}").body())).isPresent();
  }
}
