package dev.carabiner.sandbox.costume;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The token endpoint, and the refresh endpoint where that is another. */
final class TokenDesk {
  private static final String CODE_GRANT = "authorization_code";
  private static final Set<String> USUAL_HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "date",
          "host",
          "http2-settings",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private final Stage stage;
  private final Facts facts;
  private final ClientProof proof;
  private final GrantAnswer answers;
  private final Refusal refusal;

  TokenDesk(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
    this.proof = new ClientProof(stage);
    this.answers = new GrantAnswer(stage);
    this.refusal = new Refusal(facts);
  }

  boolean concerns(Asked asked) {
    return isAt(asked, tokenEndpoint()) || isAt(asked, refreshEndpoint());
  }

  Told answer(Asked asked) {
    Optional<Given> given = given(asked);
    if (given.isEmpty()) {
      return complain("token request: the body is not of the entry's format");
    }
    boolean refresh =
        !tokenEndpoint().equals(refreshEndpoint())
            ? isAt(asked, refreshEndpoint())
            : given.get().values().containsKey(stage.name("token", "refresh_token"));
    String way =
        refresh ? facts.text("refresh/client_auth", proof.ofTokenCalls()) : proof.ofTokenCalls();
    String kind = refresh ? "refresh request: " : "token request: ";
    Optional<String> wrong = shapeIsWrong(asked).or(() -> proof.headerIsWrong(way, asked, ""));
    if (wrong.isPresent()) {
      return complain(kind + wrong.get());
    }
    return refresh ? refresh(asked, given.get(), way) : exchange(asked, given.get(), way);
  }

  private Told exchange(Asked asked, Given given, String way) {
    String sent = given.get(stage.name("token", "code"));
    Optional<Grant> found =
        stage.grants.stream().filter(grant -> grant.code.equals(sent)).findFirst();
    if (found.isEmpty() || found.get().codeSpent) {
      return complain("token request: the code is not one that was given out, or was spent before");
    }
    Grant grant = found.get();
    Optional<String> wrong = forExchange(asked, grant, way).wrong(given);
    if (wrong.isPresent()) {
      return complain("token request: " + wrong.get());
    }
    if (stage.clientRefused) {
      return refusal.of("invalid_client");
    }
    if (grant.dead || stage.codesRefused) {
      return refusal.of("invalid_grant");
    }
    grant.codeSpent = true;
    boolean refreshable = grant.refreshable && renewsByRefreshToken();
    if (refreshable) {
      newRefreshToken(grant);
    }
    return answers.next(grant, asked, refreshable);
  }

  private Told refresh(Asked asked, Given given, String way) {
    String sent = given.get(stage.name("token", "refresh_token"));
    Optional<Grant> found =
        stage.grants.stream().filter(each -> each.refreshTokens.containsKey(sent)).findFirst();
    if (found.isEmpty()) {
      return complain("refresh request: the refresh token is not one that was given out");
    }
    Grant grant = found.get();
    Optional<String> wrong = forRefresh(asked, grant, way).wrong(given);
    if (wrong.isPresent()) {
      return complain("refresh request: " + wrong.get());
    }
    if (stage.clientRefused) {
      return refusal.of("invalid_client");
    }
    if (grant.dead || !grant.refreshTokens.getOrDefault(sent, false)) {
      return refusal.of("invalid_grant");
    }
    long early = Long.parseLong(facts.text("refresh/not_before_expiry", "-1"));
    if (early >= 0
        && stage.clock.instant().plusSeconds(early).isBefore(grant.end(grant.accessToken))) {
      return complain("refresh request: it is too early");
    }
    boolean rotates = !facts.text("lifecycle/refresh_token_rotation", "no").equals("no");
    if (rotates) {
      boolean strict = facts.on("lifecycle/refresh_token_rotation");
      grant.refreshTokens.put(sent, !strict);
      newRefreshToken(grant);
    }
    return answers.next(grant, asked, rotates);
  }

  private Expected forExchange(Asked asked, Grant grant, String way) {
    Expected expected = new Expected();
    expected.exactly(name("grant_type"), CODE_GRANT);
    expected.exactly(name("code"), grant.code);
    expected.exactly(
        name("redirect_uri"),
        grant.request.getOrDefault("redirect_uri", stage.registration.redirectUri()));
    if (grant.request.containsKey("code_challenge") && !stage.verifiersIgnored) {
      expected.must("code_verifier", "must fit the challenge", text -> Challenge.fits(grant, text));
    }
    List<String> left = facts.texts("omit_token_params");
    left.forEach(standard -> expected.not(name(standard)));
    if (facts.quirk("redirect_uri_omitted_in_token")) {
      expected.not(name("redirect_uri"));
    }
    facts
        .texts("token_request_params_extra")
        .forEach(
            standard -> expected.exactly(name(standard), grant.request.getOrDefault(standard, "")));
    always(expected, asked, way, "token_params", grant);
    return expected;
  }

  private Expected forRefresh(Asked asked, Grant grant, String way) {
    Expected expected = new Expected();
    expected.exactly(name("grant_type"), "refresh_token");
    expected.anything(name("refresh_token"));
    if (facts.on("refresh/repeat_scope")) {
      expected.exactly(
          name("scope"), String.join(facts.text("scope_separator", " "), grant.allScopes()));
    }
    if (facts.on("refresh/repeat_redirect_uri")) {
      expected.exactly(
          name("redirect_uri"),
          grant.request.getOrDefault("redirect_uri", stage.registration.redirectUri()));
    }
    always(expected, asked, way, "refresh_params", grant);
    return expected;
  }

  private void always(Expected expected, Asked asked, String way, String extras, Grant grant) {
    proof.expect(way, expected, "token", asked.address());
    Map<String, String> values = stage.with(grant);
    facts.map(extras).forEach((name, template) -> expected.like(name, template, values));
    String[] own =
        (extras.startsWith("refresh") ? refreshEndpoint() : tokenEndpoint()).split("\\?", 2);
    if (method().equals("GET") && own.length > 1) {
      Given.query(own[1]).values().forEach(expected::exactly);
    }
  }

  private Optional<String> shapeIsWrong(Asked asked) {
    if (!asked.method().equals(method())) {
      return Optional.of("the method must be " + method());
    }
    Map<String, String> more = facts.map("token_request_headers");
    for (Map.Entry<String, String> header : more.entrySet()) {
      String value = Blanks.fill(header.getValue(), stage.after());
      if (asked.header(header.getKey()).filter(value::equals).isEmpty()) {
        return Optional.of("the header " + header.getKey() + " must be " + header.getValue());
      }
    }
    if (facts.on("api/user_agent_required") && asked.header("User-Agent").isEmpty()) {
      return Optional.of("there must be a User-Agent");
    }
    String own =
        facts.text("token_client_auth", "header:=").substring("header:".length()).split("=", 2)[0];
    return asked.headers().keySet().stream()
        .filter(name -> !USUAL_HEADERS.contains(name))
        .filter(name -> !name.equalsIgnoreCase(own))
        .filter(name -> more.keySet().stream().noneMatch(name::equalsIgnoreCase))
        .findFirst()
        .map(name -> "the header " + name + " is nothing that the entry names");
  }

  /** The parameters, if the request carries them where and how the entry says. */
  private Optional<Given> given(Asked asked) {
    if (method().equals("GET")) {
      return asked.body().isEmpty() ? Optional.of(Given.query(asked.query())) : Optional.empty();
    }
    String type =
        asked.header("Content-Type").orElse("").split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (facts.text("token_request_format", "form").equals("json")) {
      return type.equals("application/json") ? Given.json(asked.body()) : Optional.empty();
    }
    return type.equals("application/x-www-form-urlencoded")
        ? Optional.of(Given.query(asked.body()))
        : Optional.empty();
  }

  private boolean renewsByRefreshToken() {
    return facts.text("refresh/style", "oauth").equals("oauth");
  }

  private void newRefreshToken(Grant grant) {
    grant.refreshToken = "rt-" + facts.id() + "-" + UUID.randomUUID();
    grant.refreshTokens.put(grant.refreshToken, true);
  }

  private Told complain(String what) {
    stage.complain(what);
    return refusal.of("invalid_request");
  }

  private String name(String standard) {
    return stage.name("token", standard);
  }

  private String method() {
    return facts.text("token_request_method", "POST");
  }

  private String tokenEndpoint() {
    return Blanks.fill(facts.need("token_endpoint"), stage.after());
  }

  private String refreshEndpoint() {
    return Blanks.fill(facts.text("refresh_endpoint", facts.need("token_endpoint")), stage.after());
  }

  /** A POST goes to the address byte for byte; a GET adds its parameters to it. */
  private static boolean isAt(Asked asked, String endpoint) {
    return asked.method().equals("GET")
        ? asked.address().equals(endpoint.split("\\?", 2)[0])
        : asked.url().equals(endpoint);
  }
}
