package dev.carabiner.server.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Errand;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class RetellingTest {
  private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
  private static final String REFRESH = "canary/refresh+one.Zq81";
  private static final String ACCESS = "canaryaccesswithoutdigits";
  private static final String CODE = "canary~code-77";
  private static final String VERIFIER = "canary.verifier_verifier_verifier_verifier_55";
  private static final String STATE = "canary-state-0123456789";
  private static final String CLIENT_SECRET = "canary:secret%41&x";
  private static final String NEW_TOKEN = "canary|new|token";
  private static final List<String> CANARIES =
      List.of(REFRESH, ACCESS, CODE, VERIFIER, STATE, CLIENT_SECRET, NEW_TOKEN);

  private final Retelling retelling = new Retelling("node-1", new RandomValues());

  @ParameterizedTest
  @EnumSource(Errand.Kind.class)
  void nothing_secret_of_any_kind_of_exchange_is_told_again(Errand.Kind kind) {
    for (var request : requests())
      for (var answer : answers())
        assertClean(
            retelling.of(
                overheard(
                    kind, request, Optional.of(answer), "decided by " + REFRESH, List.of(ACCESS))));
  }

  private static List<OutboundRequest> requests() {
    var form =
        form(
            Map.of(
                "grant_type", "refresh_token",
                "refresh_token", REFRESH,
                "code", CODE,
                "code_verifier", VERIFIER,
                "state", STATE,
                "client_secret", CLIENT_SECRET,
                "redirect_uri", "https://crm.example/callback?state=" + STATE,
                "new", NEW_TOKEN));
    var json =
        Json.write(
            Json.object()
                .put("refresh_token", REFRESH)
                .put("code", CODE)
                .put("code_verifier", VERIFIER)
                .put("state", STATE)
                .put("scope", "a b")
                .put("new", NEW_TOKEN)
                .set("client", Json.object().put("client_secret", CLIENT_SECRET)));
    var basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("id:" + URLEncoder.encode(CLIENT_SECRET, UTF_8)).getBytes(UTF_8));
    var path = "https://api.example/oauth/" + URLEncoder.encode(ACCESS, UTF_8) + "/token";
    return List.of(
        request("POST", "https://api.example/oauth/token", basic, form),
        request(
            "POST", path + "?token=" + URLEncoder.encode(REFRESH, UTF_8), "Bearer " + ACCESS, json),
        request("DELETE", path, "token " + ACCESS, form),
        request("GET", "https://api.example/me?" + form, CLIENT_SECRET, ""));
  }

  private static List<OutboundAnswer> answers() {
    var answers = new ArrayList<OutboundAnswer>();
    for (var canary : CANARIES) {
      var echo =
          String.join(
              " or ",
              "the value " + canary + " is wrong",
              URLEncoder.encode(canary, UTF_8),
              Base64.getEncoder().encodeToString(canary.getBytes(UTF_8)),
              canary.toUpperCase(Locale.ROOT),
              canary.substring(0, 12) + "...");
      var body =
          Json.object()
              .put("error", "invalid_grant")
              .put("error_description", echo)
              .put("error_uri", "https://docs.example/" + canary)
              .put("message", canary)
              .put("access_token", NEW_TOKEN)
              .put("scope", "read " + canary)
              .put(canary.replace('/', '_'), "as a name");
      body.putObject("data").putArray("tokens").add(NEW_TOKEN).addObject().put("deep", ACCESS);
      answers.add(
          new OutboundAnswer.Answered(
              400,
              Map.of(
                  "www-authenticate",
                  List.of("Bearer realm=\"" + canary + "\", error_description=\"" + canary + "\""),
                  "retry-after",
                  List.of(canary),
                  "date",
                  List.of(canary),
                  "content-type",
                  List.of("application/json; x=" + canary),
                  "set-cookie",
                  List.of(canary)),
              Secret.of(Json.write(body))));
      answers.add(
          new OutboundAnswer.Answered(
              200, Map.of(), Secret.of("access_token=" + NEW_TOKEN + "&scope=" + canary)));
      answers.add(new OutboundAnswer.NoAnswer("broke off at " + canary));
      answers.add(new OutboundAnswer.NotSent(false, "no way to " + canary));
    }
    return answers;
  }

  private static void assertClean(Exchange exchange) {
    var text = exchange.toString().toLowerCase(Locale.ROOT);
    for (var canary : CANARIES)
      for (var spelling : spellings(canary).toList())
        assertThat(text).doesNotContain(spelling.toLowerCase(Locale.ROOT));
    // not even a good part of one
    assertThat(text).doesNotContain("canary");
  }

  private static Stream<String> spellings(String canary) {
    return Stream.of(
        canary,
        URLEncoder.encode(canary, UTF_8),
        Base64.getEncoder().withoutPadding().encodeToString(canary.getBytes(UTF_8)),
        Base64.getUrlEncoder().withoutPadding().encodeToString(canary.getBytes(UTF_8)));
  }

  @Test
  void what_explains_an_answer_is_kept() {
    var body =
        """
        {"error":"invalid_grant","error_description":"Token has been expired or revoked.",
         "error_codes":[70008],"trace_id":"x","expires_in":3599,"scope":"calendar mail",
         "access_token":"%s","ok":false,"user":{"name":"Ada","age":36}}
        """
            .formatted(NEW_TOKEN);
    var exchange =
        retelling.of(
            overheard(
                Errand.Kind.REFRESH,
                request(
                    "POST", "https://Login.Example/oauth2/v2.0/token", "Basic eDp5", refreshForm()),
                Optional.of(
                    new OutboundAnswer.Answered(
                        400,
                        Map.of(
                            "content-type", List.of("application/json; charset=utf-8"),
                            "retry-after", List.of("120"),
                            "www-authenticate",
                                List.of("Bearer realm=\"x\", error=\"invalid_token\"")),
                        Secret.of(body))),
                "decided",
                List.of()));

    assertThat(exchange.asked().url()).isEqualTo("https://login.example/oauth2/v2.0/token");
    assertThat(Json.parse(exchange.asked().sent()).orElseThrow())
        .isEqualTo(
            json(
                """
                {"headers":{"authorization":"Basic sealed",
                   "content-type":"application/x-www-form-urlencoded"},
                 "body":{"grant_type":"refresh_token","refresh_token":"sealed, #4",
                   "client_id":"crm-1"}}
                """));
    assertThat(Json.parse(exchange.answered().received()).orElseThrow())
        .isEqualTo(
            json(
                """
                {"headers":{"content-type":"application/json","retry-after":"120",
                   "www-authenticate":"Bearer error=\\"invalid_token\\""},
                 "body":{"error":"invalid_grant",
                   "error_description":"Token has been expired or revoked.",
                   "error_codes":[70008],"trace_id":"sealed, text of 1","expires_in":3599,
                   "scope":"calendar mail","access_token":"sealed, text of 16","ok":false,
                   "user":{"name":"sealed, text of 3","age":"sealed, number"}}}
                """));
    assertThat(exchange.answered().status()).hasValue(400);
    assertThat(exchange.verdict())
        .isEqualTo(
            new Exchange.Verdict(
                Outcome.DEAD, Optional.of("invalid_grant"), Optional.of("decided")));
    assertThat(exchange.subject().node()).isEqualTo("node-1");
  }

  @Test
  void of_a_body_that_is_not_json_only_type_and_length_are_told() {
    var html = "<html><body>Bad gateway " + REFRESH + "</body></html>";
    var exchange =
        retelling.of(
            overheard(
                Errand.Kind.REFRESH,
                requests().getFirst(),
                Optional.of(
                    new OutboundAnswer.Answered(
                        502, Map.of("content-type", List.of("text/html")), Secret.of(html))),
                "x",
                List.of()));

    assertThat(json(exchange.answered().received()).path("body"))
        .isEqualTo(json("{\"type\":\"text/html\",\"length\":" + html.length() + "}"));
  }

  @Test
  void a_trace_id_stays_and_an_address_of_a_person_goes() {
    var guid = "0e3f7a52-31cc-4a6e-9a2b-5e1f00aa1234";
    var struckOut = new StruckOut();

    assertThat(struckOut.clean("Trace ID: " + guid + " of ada@example.com"))
        .isEqualTo("Trace ID: " + guid + " of sealed");
    assertThat(struckOut.clean("unknown Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA here"))
        .isEqualTo("unknown sealed here");
    assertThat(struckOut.clean("one\nline\u2028and\u202Eno tricks"))
        .isEqualTo("one line and no tricks");
  }

  @Test
  void a_call_that_is_still_waited_for_is_in_doubt() {
    var exchange =
        retelling.of(
            new Overheard(
                about(),
                Errand.Kind.REFRESH,
                requests().getFirst(),
                NOW,
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                List.of()));

    assertThat(exchange.verdict().outcome()).isEqualTo(Outcome.IN_DOUBT);
    assertThat(json(exchange.answered().received()))
        .isEqualTo(json("{\"no_answer\":\"none yet\"}"));
  }

  @Test
  void what_a_user_typed_as_a_client_is_sealed_too() {
    var form = form(Map.of("grant_type", "client_credentials", "client_id", "canary-id"));

    assertClean(
        retelling.of(
            overheard(
                Errand.Kind.REFRESH,
                request("POST", "https://api.example/token", "none", form),
                Optional.of(new OutboundAnswer.NoAnswer("canary-id")),
                "x",
                List.of())));
  }

  private static Overheard overheard(
      Errand.Kind kind,
      OutboundRequest request,
      Optional<OutboundAnswer> answer,
      String decision,
      List<String> known) {
    return new Overheard(
        about(),
        kind,
        request,
        NOW,
        answer,
        Duration.ofMillis(412),
        Optional.of(new Decision(Outcome.DEAD, Optional.of("invalid_grant"), () -> decision)),
        known.stream().map(Secret::of).toList());
  }

  private static Conversation.About about() {
    var id = SessionId.parse("A".repeat(43)).orElseThrow();
    return new Conversation.About(new Session.Key(Workspace.DEFAULT, new AppKey("notes"), id), 4);
  }

  private static String refreshForm() {
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "refresh_token");
    params.put("refresh_token", REFRESH);
    params.put("client_id", "crm-1");
    return form(params);
  }

  private static OutboundRequest request(
      String method, String uri, String authorization, String body) {
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Authorization", Secret.of(authorization));
    headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));
    return new OutboundRequest(
        method,
        URI.create(uri),
        headers,
        body.isEmpty() ? Optional.empty() : Optional.of(Secret.of(body)),
        Duration.ofSeconds(15));
  }

  private static String form(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> param.getKey() + "=" + URLEncoder.encode(param.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode json(String text) {
    return Json.parse(text).orElseThrow();
  }
}
