package dev.carabiner.server.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenApiContractTest {
  private static final String TOKEN = "/api/v1/connected_apps/token";
  private static final String GOOD =
      "{\"access_token\": \"a\", \"access_token_expiry\": \"2026-11-23T23:22:36Z\"}";
  private static final String STORE_GONE =
      "{\"errors\": [{\"code\": \"STORE_UNAVAILABLE\", \"message\": \"Try again\"}]}";

  private final OpenApiContract contract = new OpenApiContract();

  @Test
  void an_answer_as_described_passes() {
    assertThatCode(() -> contract.check("GET", TOKEN + "?session_id=x", 200, json(), GOOD))
        .doesNotThrowAnyException();
    assertThatCode(() ->
            contract.check("GET", TOKEN, 200, json(), GOOD.replace("2026-11-23T23:22:36Z", "")))
        .doesNotThrowAnyException();
    assertThatCode(() -> contract.check("GET", TOKEN, 503, json("Retry-After", "1"), STORE_GONE))
        .doesNotThrowAnyException();
    assertThatCode(() ->
            contract.check(
                "DELETE", "/api/v1/connected_apps/users/a%2Fb", 200, json(), "{\"sessions\": 0}"))
        .doesNotThrowAnyException();
  }

  @Test
  void one_member_more_or_less_fails() {
    assertFails(
        "GET",
        TOKEN,
        200,
        json(),
        "{\"access_token\": \"a\", \"access_token_expiry\": \"\", \"scope\": \"x\"}",
        "the body does not fit",
        "scope");
    assertFails(
        "GET",
        TOKEN,
        200,
        json(),
        "{\"access_token\": \"a\"}",
        "the body does not fit",
        "access_token_expiry");
  }

  @Test
  void a_wrong_type_or_value_fails() {
    assertFails(
        "GET",
        TOKEN,
        200,
        json(),
        "{\"access_token\": \"a\", \"access_token_expiry\": 1795476156}",
        "/access_token_expiry");
    assertFails(
        "GET",
        TOKEN,
        200,
        json(),
        "{\"access_token\": \"a\", \"access_token_expiry\": null}",
        "/access_token_expiry");
    assertFails(
        "GET",
        TOKEN,
        200,
        json(),
        "{\"access_token\": \"a\", \"access_token_expiry\": \"tomorrow\"}",
        "/access_token_expiry");
    assertFails("GET", TOKEN, 200, json(), "<html>", "the body is not JSON");
  }

  @Test
  void an_error_code_of_another_call_fails() {
    var body = "{\"errors\": [{\"code\": \"INVALID_CALLBACK_URL\", \"message\": \"x\"}]}";

    assertFails("GET", TOKEN, 400, json(), body, "/errors/0/code");
    assertThatCode(
            () -> contract.check("GET", "/api/v1/connected_apps/auth_url", 400, json(), body))
        .doesNotThrowAnyException();
  }

  @Test
  void a_status_that_is_not_listed_fails() {
    assertFails(
        "GET",
        TOKEN,
        500,
        json(),
        "{\"errors\": [{\"code\": \"INTERNAL\", \"message\": \"x\"}]}",
        "lists only 200, 400, 401, 403, 429, 503");
    assertFails("GET", TOKEN, 404, json(), "{}", "lists only");
  }

  @Test
  void a_missing_or_wrong_header_fails() {
    assertFails("GET", TOKEN, 503, json(), STORE_GONE, "header Retry-After is missing");
    assertFails("GET", TOKEN, 503, json("Retry-After", "soon"), STORE_GONE, "header Retry-After");
    assertFails(
        "GET", TOKEN, 200, json("Cache-Control", "max-age=60"), GOOD, "header Cache-Control");
    assertFails(
        "GET",
        TOKEN,
        200,
        json("Content-Type", "application/json"),
        GOOD,
        "instead of application/json; charset=utf-8");
    assertFails(
        "GET", TOKEN, 200, json("Content-Type", "text/html"), GOOD, "Content-Type is text/html");
    assertFails(
        "GET",
        TOKEN,
        200,
        Map.of("cache-control", List.of("no-store")),
        GOOD,
        "there must be one Content-Type");
  }

  @Test
  void unknown_paths_and_methods_answer_as_every_route_does() {
    var unknown =
        "{\"errors\": {\"code\": \"ROUTE_NOT_FOUND\", \"message\": \"The requested API route does not exist\"}}";
    var wrongMethod = "{\"errors\": [{\"code\": \"METHOD_NOT_ALLOWED\", \"message\": \"x\"}]}";

    assertThatCode(() -> contract.check("GET", "/api/v1/nothing", 404, json(), unknown))
        .doesNotThrowAnyException();
    assertThatCode(() -> contract.check("PUT", TOKEN, 405, json("Allow", "GET"), wrongMethod))
        .doesNotThrowAnyException();
    assertThatCode(() -> contract.check("HEAD", TOKEN, 405, json("Allow", "GET"), ""))
        .doesNotThrowAnyException();
    assertFails(
        "GET",
        "/api/v1/nothing",
        404,
        json(),
        "{\"errors\": [{\"code\": \"ROUTE_NOT_FOUND\", \"message\": \"x\"}]}",
        "the body does not fit");
    assertFails("GET", "/api/v1/nothing", 200, json(), "{}", "no such path");
    assertFails("PUT", TOKEN, 200, json(), "{}", "no such method");
    assertFails("PUT", TOKEN, 405, json(), wrongMethod, "header Allow is missing");
  }

  private void assertFails(
      String method,
      String path,
      int status,
      Map<String, List<String>> headers,
      String body,
      String... words) {
    assertThatThrownBy(() -> contract.check(method, path, status, headers, body))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(method + " " + path)
        .hasMessageContainingAll(words);
  }

  private static Map<String, List<String>> json(String... more) {
    var headers = new HashMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/json; charset=utf-8"));
    headers.put("Cache-Control", List.of("no-store"));
    for (var i = 0; i < more.length; i += 2) headers.put(more[i], List.of(more[i + 1]));
    return headers;
  }
}
