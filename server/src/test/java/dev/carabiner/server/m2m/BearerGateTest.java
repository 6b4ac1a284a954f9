package dev.carabiner.server.m2m;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.web.Reception;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.vault.Reveal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerGateTest {
  private final Bench bench = new Bench();
  private final Reception reception = new Reception(List.of(bench.door));

  private Reply ask(String... authorization) {
    return ask(Request.get("/guarded"), authorization);
  }

  private Reply ask(Request request, String... authorization) {
    var asked = request;
    for (var line : authorization) asked = asked.with("Authorization", line);
    return reception.answer(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
  void a_living_token_makes_the_caller_of_its_client(String scheme) {
    assertThat(ask(scheme + bench.token()).bodyText())
        .isEqualTo(Bench.ID + " team read:connected_apps create:connected_apps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic YTpi", "Bearer", "Bearer ", "DPoP abc", "Bearers abc"})
  void no_credentials_are_401_without_an_error_attribute(String header) {
    var reply = header.isEmpty() ? ask() : ask(header);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"carabiner\"");
    assertThat(reply.bodyText()).contains("INVALID_TOKEN");
    assertThat(reply.header("Cache-Control")).contains("no-store");
  }

  @Test
  void credentials_that_cannot_be_read_or_stand_twice_are_400() {
    var token = "Bearer " + bench.token();
    for (var reply :
        List.of(
            ask(token, token),
            ask("Bearer  " + bench.token()),
            ask("Bearer a b"),
            ask("Bearer a,b"),
            ask("Bearer a\u00e9"),
            ask(Request.get("/guarded?access_token=x"), token))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.header("WWW-Authenticate"))
          .contains("Bearer realm=\"carabiner\", error=\"invalid_request\"");
    }
  }

  @Test
  void a_token_in_the_query_counts_for_nothing() {
    assertThat(ask(Request.get("/guarded?access_token=" + bench.token())).status()).isEqualTo(401);
  }

  @Test
  void a_missing_scope_is_403_and_named() {
    bench.put(Scopes.of(ConnectedAppsScopes.CREATE), true);
    var reply = ask("Bearer " + bench.token());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.bodyText())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"SCOPE_MISSING\",\"message\":\"Scope is missing: read:connected_apps\"}]}");
    assertThat(reply.header("WWW-Authenticate"))
        .contains(
            "Bearer realm=\"carabiner\", error=\"insufficient_scope\", scope=\"read:connected_apps\"");
  }

  @Test
  void a_client_that_is_disabled_removed_or_robbed_of_a_scope_is_refused_at_once() {
    var header = "Bearer " + bench.token();
    assertThat(ask(header).status()).isEqualTo(200);

    bench.put(Scopes.of(ConnectedAppsScopes.READ), false);
    assertThat(ask(header).status()).isEqualTo(401);
    bench.put(Scopes.of(ConnectedAppsScopes.CREATE), true);
    assertThat(ask(header).status()).isEqualTo(403);
    bench.clients.clear();
    assertThat(ask(header).status()).isEqualTo(401);
    bench.put(ConnectedAppsScopes.ALL, true);
    assertThat(ask(header).bodyText())
        .as("never more than was granted")
        .endsWith("team read:connected_apps create:connected_apps");
  }

  @Test
  void a_token_that_was_seen_before_ends_when_it_ends() {
    var header = "Bearer " + bench.token();
    bench.pass(Duration.ofSeconds(86_398));
    assertThat(ask(header).status()).isEqualTo(200);
    bench.pass(Duration.ofSeconds(1));
    assertThat(ask(header).status()).isEqualTo(401);
  }

  @Test
  void a_clock_that_lags_behind_by_less_than_a_minute_does_no_harm() {
    var header = "Bearer " + bench.token();
    bench.pass(Duration.ofSeconds(-60));
    assertThat(ask(header).status()).isEqualTo(200);
    bench.pass(Duration.ofSeconds(-1));
    assertThat(
            new Reception(
                    List.of(routes ->
                        routes.get(
                            "/g",
                            new BearerGate(
                                    new TokenVerifier(bench.settings, bench.keys, bench.clock),
                                    bench::find)
                                .guarding(
                                    "read:connected_apps", (caller, request) -> Reply.empty(204)))))
                .answer(Request.get("/g").with("Authorization", header))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a_store_that_fails_never_lets_anyone_in() {
    var header = "Bearer " + bench.token();
    MachineClients failing =
        id -> {
          throw new Fault(FaultCode.STORE_UNAVAILABLE, "down");
        };
    var gate = new BearerGate(new TokenVerifier(bench.settings, bench.keys, bench.clock), failing);
    var reply =
        new Reception(
                List.of(routes ->
                    routes.get(
                        "/g",
                        gate.guarding(
                            "read:connected_apps", (caller, request) -> Reply.empty(204)))))
            .answer(Request.get("/g").with("Authorization", header));

    assertThat(reply.status()).isEqualTo(503);
  }

  @Test
  void tokens_of_another_installation_are_refused() {
    var other = new Bench();

    assertThat(ask("Bearer " + other.token()).status()).isEqualTo(401);
  }

  @Test
  void operators_get_a_client_that_lives_five_minutes_beside_the_others() {
    var operators = new OperatorClients(bench.issuer, bench.clock);
    var gate =
        new BearerGate(
            new TokenVerifier(bench.settings, bench.keys, bench.clock),
            MachineClients.of(bench::find, operators));
    var both =
        new Reception(
            List.of(routes ->
                routes.get(
                    "/g",
                    gate.guarding(
                        "delete:connected_apps",
                        (caller, request) ->
                            Reply.text(200, caller.clientId() + " " + caller.workspace())))));
    var issued = operators.issue(new Workspace("ops"));
    var request =
        Request.get("/g")
            .with("Authorization", "Bearer " + issued.token().token().reveal(Reveal.TO_COMPARE));

    assertThat(both.answer(request).bodyText()).isEqualTo(issued.clientId() + " ops");
    assertThat(
            both.answer(Request.get("/g").with("Authorization", "Bearer " + bench.token()))
                .status())
        .isEqualTo(403);
    assertThat(operators.find(Bench.ID)).isEmpty();
    assertThat(
            reception
                .answer(
                    Request.get("/guarded")
                        .with("Authorization", request.headers("Authorization").getFirst()))
                .status())
        .isEqualTo(401);
    bench.pass(Duration.ofMinutes(5));
    assertThat(both.answer(request).status()).isEqualTo(401);
    assertThat(operators.find(issued.clientId())).isEmpty();
  }
}
