package dev.carabiner.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @Test
  void parameters_tell_missing_empty_and_repeated_apart() {
    var parameters = Parameters.parse("a=1&b=&c&d=x&d=y&=z&e=a%3Db=c");

    assertThat(parameters.one("a")).contains("1");
    assertThat(parameters.one("b")).contains("");
    assertThat(parameters.one("c")).contains("");
    assertThat(parameters.one("none")).isEmpty();
    assertThat(parameters.all("d")).containsExactly("x", "y");
    assertThat(parameters.need("e")).isEqualTo("a=b=c");
    assertThatThrownBy(() -> parameters.one("d")).hasMessage("parameter d is there twice");
    assertThatThrownBy(() -> parameters.need("b")).hasMessage("parameter b is missing");
    assertThat(Parameters.parse("").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%C0%80", "a=%ED%A0%80", "%=1", "a=é"})
  void what_is_not_percent_encoded_utf8_is_refused(String encoded) {
    assertThatThrownBy(() -> Parameters.parse(encoded))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void an_unknown_json_member_is_named_without_its_odd_characters() {
    var request = Request.of("POST", "/x", RequestHeaders.none(), "{\"a\\u001b<b\": 1}");

    assertThatThrownBy(() -> request.json(Set.of("one", "another")))
        .hasMessage("unknown member a??b; allowed: another, one");
  }

  @Test
  void cookies_are_read_from_every_line_and_the_first_of_a_name_counts() {
    var request = Request.get("/").with("Cookie", "a=1; b=x=y").with("Cookie", "a=2;c=; d");

    assertThat(request.cookies())
        .containsEntry("a", "1")
        .containsEntry("b", "x=y")
        .containsEntry("c", "")
        .doesNotContainKey("d");
  }

  @Test
  void a_header_that_may_stand_once_is_refused_twice() {
    var request = Request.get("/").with("X-One", "1").with("x-one", "2");

    assertThat(request.headers("X-ONE")).containsExactly("1", "2");
    assertThatThrownBy(() -> request.header("X-One")).hasMessage("header X-One is there twice");
  }

  @Test
  void the_more_exact_pattern_wins_whatever_the_order_of_hanging() {
    var routes = new Routes();
    routes.get("/a/{x}", request -> Reply.text(200, "placeholder " + request.pathValue("x")));
    routes.get("/a/b", request -> Reply.text(200, "exact"));

    assertThat(routes.answer(Request.get("/a/b")).bodyText()).isEqualTo("exact");
    assertThat(routes.answer(Request.get("/a/c%20d")).bodyText()).isEqualTo("placeholder c d");
    assertThatThrownBy(() -> routes.get("/a/{y}", request -> Reply.empty(204)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void no_store_is_the_rule_until_a_reply_says_otherwise() {
    assertThat(Reply.empty(204).header("cache-control")).contains("no-store");
    assertThat(Reply.text(200, "").with("Cache-Control", "max-age=60").headers())
        .filteredOn(header -> header.name().equals("Cache-Control"))
        .containsExactly(new Reply.Header("Cache-Control", "max-age=60"));
  }

  @Test
  void a_header_value_with_a_line_break_is_never_sent() {
    assertThatThrownBy(() -> Reply.seeOther("https://a/\r\nSet-Cookie: x=y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The value of Location has forbidden characters");
  }

  @Test
  void a_problem_is_an_array_with_its_extra_members_and_headers() {
    var reply =
        new Problem(400, "RECONNECT_REQUIRED", "words")
            .withMember("reason", "grant_revoked")
            .withHeader("Retry-After", "1")
            .reply();

    assertThat(reply.bodyText())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"RECONNECT_REQUIRED\",\"message\":\"words\",\"reason\":\"grant_revoked\"}]}");
    assertThat(reply.header("Retry-After")).contains("1");
  }

  @Test
  void a_store_that_does_not_answer_is_503_and_worth_another_try() {
    Door door =
        routes ->
            routes.get(
                "/x",
                request -> {
                  throw new Fault(FaultCode.STORE_UNAVAILABLE, "disk of /secret/place is full");
                });
    var reply = new Reception(List.of(door)).answer(Request.get("/x"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).contains("1");
    assertThat(reply.bodyText()).contains("STORE_UNAVAILABLE").doesNotContain("/secret/place");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/connected_apps/token, /api/v1/connected_apps/token",
    "/s/0123456789012345678901234567890123456789abc/x, /s/#2bd3d1a8/x",
    "/a<b>/c, /a?b?/c",
  })
  void a_logged_path_shows_no_id_and_no_odd_character(String path, String logged) {
    assertThat(LoggedPath.of(path))
        .isEqualTo(
            logged.replace(
                "2bd3d1a8",
                dev.carabiner.server.base.Sha256.hex("0123456789012345678901234567890123456789abc")
                    .substring(0, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "203.0.113.9, 198.51.100.1, 203.0.113.9",
        "10.1.2.3, 198.51.100.1, 198.51.100.1",
        "10.1.2.3, '1.1.1.1, 198.51.100.1', 198.51.100.1",
        "10.1.2.3, '198.51.100.1, 10.9.9.9', 198.51.100.1",
        "10.1.2.3, 'evil, 10.9.9.9', 10.9.9.9",
        "10.1.2.3, '198.51.100.1, example.com', 10.1.2.3",
        "10.1.2.3, -, 10.1.2.3",
        "10.1.2.3, 2001:db8::1, 2001:db8:0:0:0:0:0:1",
      })
  void only_trusted_proxies_name_the_client(String peer, String forwarded, String client) {
    var headers =
        forwarded == null
            ? RequestHeaders.none()
            : RequestHeaders.none().with("X-Forwarded-For", forwarded);
    var found =
        new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")))
            .of(InetAddress.ofLiteral(peer), headers);

    assertThat(found.getHostAddress()).isEqualTo(client);
  }

  @Test
  void request_ids_are_read_aloud_in_two_groups() {
    var id = new RequestIds().next();

    assertThat(id).matches("[A-HJKMNP-Z2-9]{8}");
    assertThat(RequestIds.shown(id)).isEqualTo(id.substring(0, 4) + "-" + id.substring(4));
  }
}
