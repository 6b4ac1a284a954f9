package dev.carabiner.sandbox.costume;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a costume takes and what it complains of, for facts written by hand. */
class CostumeTest {
  private static final String CALLBACK = "https://app.example/callback";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");

  private static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", "odd");
    facts.put("authorization_endpoint", "https://${shop}.odd.example/authorize");
    facts.put("token_endpoint", "https://${shop}.odd.example/token");
    facts.put("revocation_endpoint", "https://odd.example/revoke");
    facts.put("variables", List.of(Map.of("id", "shop", "pattern", "^[a-z]{1,20}$")));
    facts.put("scope_separator", ",");
    facts.put("default_scopes", List.of("a", "b"));
    facts.put("pkce", "required");
    facts.put("parameter_names", Map.of("client_id", "app_id", "callback.code", "auth_code"));
    facts.put("authorization_params", Map.of("access_type", "offline"));
    facts.put("callback", Map.of("keep", Map.of("realm_id", "realmId")));
    facts.put("token_params", Map.of("realm", "${realm_id}"));
    facts.put(
        "token_response",
        Map.of(
            "access_token",
            "data.token",
            "expires_in_type",
            "string",
            "keep",
            Map.of("team", "data.team")));
    facts.put(
        "lifecycle",
        Map.of(
            "refresh_token",
            "on_request",
            "refresh_token_request",
            "access_type=offline",
            "refresh_token_rotation",
            "yes"));
    facts.put(
        "errors",
        Map.of(
            "style",
            "http_200_error",
            "field",
            "failure",
            "words",
            Map.of("gone", "invalid_grant")));
    return facts;
  }

  private static Costume costume() {
    return new Costume(new Facts(facts()), CALLBACK, () -> NOW);
  }

  private static String link(String... without) {
    List<String> params =
        new ArrayList<>(
            List.of(
                "response_type=code",
                "app_id=client-of-odd",
                "redirect_uri=https%3A%2F%2Fapp.example%2Fcallback",
                "state=s1",
                "scope=a%2Cb",
                "code_challenge=" + CHALLENGE,
                "code_challenge_method=S256",
                "access_type=offline"));
    for (String name : without) {
      params.removeIf(param -> param.startsWith(name + "="));
    }
    return "https://acme.odd.example/authorize?" + String.join("&", params);
  }

  private static Told get(Costume costume, String url) {
    return costume.answer(new Asked("GET", url, Map.of(), ""));
  }

  private static Told post(Costume costume, String url, String body) {
    return costume.answer(new Asked("POST", url, FORM, body));
  }

  private static Map<String, String> callback(Costume costume) {
    Told back = get(costume, link());
    assertThat(costume.complaints()).isEmpty();
    String location = back.headers().get("Location");
    assertThat(location).startsWith(CALLBACK + "?");
    Map<String, String> params = new LinkedHashMap<>();
    for (String pair : location.substring(location.indexOf('?') + 1).split("&")) {
      String[] halves = pair.split("=", 2);
      params.put(halves[0], URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
    }
    return params;
  }

  private static String exchange(Map<String, String> callback) {
    return "grant_type=authorization_code&code="
        + callback.get("auth_code")
        + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier="
        + VERIFIER
        + "&app_id=client-of-odd&client_secret=secret-of-odd-0123456789&realm="
        + callback.get("realmId");
  }

  @Test
  void a_connection_that_does_everything_as_the_facts_say_is_complained_of_nowhere() {
    Costume costume = costume();
    Map<String, String> callback = callback(costume);
    assertThat(callback).containsEntry("state", "s1").containsKeys("auth_code", "realmId");

    Told told = post(costume, "https://acme.odd.example/token", exchange(callback));

    assertThat(costume.complaints()).isEmpty();
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.body())
        .contains("\"data\":{\"token\":\"" + costume.accessToken().orElseThrow())
        .contains("\"expires_in\":\"3600\"")
        .contains("\"refresh_token\":\"rt-odd-")
        .contains("\"team\":\"" + costume.kept().get("team") + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response_type",
        "app_id",
        "redirect_uri",
        "state",
        "scope",
        "code_challenge",
        "access_type"
      })
  void what_is_missing_in_an_authorization_request_is_complained_of(String name) {
    Costume costume = costume();
    assertThat(get(costume, link(name)).status()).isEqualTo(400);
    assertThat(costume.complaints()).hasSize(1).first().asString().contains(name + " is missing");
  }

  @Test
  void what_the_entry_does_not_name_is_too_much() {
    Costume costume = costume();
    get(costume, link() + "&login_hint=x");
    assertThat(costume.complaints().get(0)).contains("login_hint is nothing that the entry names");
  }

  @Test
  void another_host_is_nowhere() {
    Costume costume = costume();
    Told told = post(costume, "https://evil.odd.example/token", exchange(callback(costume)));
    assertThat(told.status()).isEqualTo(404);
    assertThat(costume.complaints()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"code_verifier", "redirect_uri", "client_secret", "realm", "code", "grant_type"})
  void what_is_wrong_in_a_token_request_is_answered_in_the_providers_own_way(String name) {
    Costume costume = costume();
    String body =
        exchange(callback(costume)).replaceAll("(^|&)" + name + "=[^&]*", "$1" + name + "=wrong");
    Told told = post(costume, "https://acme.odd.example/token", body);
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.body()).contains("\"failure\":\"invalid_request\"").doesNotContain("token\":");
    assertThat(costume.complaints()).hasSize(1);
  }

  @Test
  void credentials_in_two_places_are_one_too_many() {
    Costume costume = costume();
    Map<String, String> headers = new LinkedHashMap<>(FORM);
    headers.put("Authorization", "Basic eDp5");
    costume.answer(
        new Asked("POST", "https://acme.odd.example/token", headers, exchange(callback(costume))));
    assertThat(costume.complaints().get(0)).contains("no Authorization header");
  }

  @Test
  void a_code_is_good_once() {
    Costume costume = costume();
    String body = exchange(callback(costume));
    post(costume, "https://acme.odd.example/token", body);
    post(costume, "https://acme.odd.example/token", body);
    assertThat(costume.complaints()).hasSize(1);
  }

  @Test
  void a_spent_refresh_token_and_a_withdrawn_grant_are_dead_in_the_providers_own_word() {
    Costume costume = costume();
    Told told = post(costume, "https://acme.odd.example/token", exchange(callback(costume)));
    String old = told.body().replaceAll(".*\"refresh_token\":\"([^\"]+)\".*", "$1");

    String fresh = refreshed(costume, old).replaceAll(".*\"refresh_token\":\"([^\"]+)\".*", "$1");

    assertThat(fresh).startsWith("rt-odd-").isNotEqualTo(old);
    assertThat(refreshed(costume, old)).contains("\"failure\":\"gone\"");
    costume.withdraw();
    assertThat(refreshed(costume, fresh)).contains("\"failure\":\"gone\"");
    assertThat(costume.complaints()).isEmpty();
  }

  private static String refreshed(Costume costume, String token) {
    return post(
            costume,
            "https://acme.odd.example/token",
            "grant_type=refresh_token&refresh_token="
                + token
                + "&app_id=client-of-odd&client_secret=secret-of-odd-0123456789")
        .body();
  }

  @Test
  void a_revocation_ends_the_grant() {
    Costume costume = costume();
    post(costume, "https://acme.odd.example/token", exchange(callback(costume)));
    assertThat(costume.hasLiveGrant()).isTrue();

    Told told =
        post(
            costume,
            "https://odd.example/revoke",
            "token="
                + costume.accessToken().orElseThrow()
                + "&app_id=client-of-odd&client_secret=secret-of-odd-0123456789");

    assertThat(told.status()).isEqualTo(200);
    assertThat(costume.complaints()).isEmpty();
    assertThat(costume.hasLiveGrant()).isFalse();
  }

  @Test
  void a_provider_that_only_its_issuer_leads_to_tells_its_endpoints() {
    Facts found =
        new Facts(Map.of("id", "found", "issuer", "https://id.example/realms/x")).discovered();
    Costume costume = new Costume(found, CALLBACK, () -> NOW);
    String told =
        costume
            .answer(
                new Asked(
                    "GET",
                    "https://id.example/realms/x/.well-known/openid-configuration",
                    Map.of(),
                    ""))
            .body();
    assertThat(told)
        .contains(
            "\"token_endpoint\":\"https://id.example/realms/x/token\"",
            "\"revocation_endpoint\"",
            "client_secret_basic",
            "S256");
    Facts named = new Facts(facts());
    assertThat(named.discovered()).isEqualTo(named);
  }

  @Test
  void an_announced_change_comes_on_its_day() {
    Map<String, Object> changing = facts();
    changing.put(
        "successor", Map.of("from", "2026-12-01", "token_endpoint", "https://odd.example/new"));
    Facts facts = new Facts(changing);
    assertThat(facts.on(java.time.LocalDate.parse("2026-11-30")).text("token_endpoint"))
        .hasValue("https://${shop}.odd.example/token");
    assertThat(facts.on(java.time.LocalDate.parse("2026-12-01")).text("token_endpoint"))
        .hasValue("https://odd.example/new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[A-Z0-9]{10}$",
        "^[0-9a-f]{32}$",
        "^v[0-9]{1,2}\\.[0-9]$",
        "^[A-Za-z0-9.-]+$",
        "^(nl|be|co\\.uk)$",
        "^amzn1\\.[A-Za-z0-9.-]+$",
        "^[A-Za-z0-9()*]{8,64}$"
      })
  void every_pattern_of_the_catalogue_has_a_value(String pattern) {
    Facts variable = new Facts(Map.of("id", "x", "pattern", pattern));
    assertThat(Plausible.ofVariable(variable, false)).matches(pattern);
  }
}
