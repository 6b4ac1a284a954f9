package dev.carabiner.sandbox.costume;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The authorization endpoint: checks the request, consents at once, and sends the browser back. */
final class ConsentDesk {
  private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";

  private final Stage stage;
  private final Facts facts;

  ConsentDesk(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
  }

  /** Whether a request is for this desk: the address, up to where the parameters begin. */
  boolean concerns(Asked asked) {
    if (!asked.method().equals("GET") || !asked.url().startsWith(base())) {
      return false;
    }
    String rest = asked.url().substring(base().length());
    return rest.isEmpty() || rest.startsWith("?") || rest.startsWith("#");
  }

  Told answer(Asked asked) {
    Given given = Given.query(query(asked));
    Optional<String> wrong =
        fragmentIsWrong(asked).or(() -> expected().wrong(given)).or(() -> spacesAreWrong(given));
    if (wrong.isPresent()) {
      stage.complain("authorization request: " + wrong.get());
      return new Told(400, Map.of("Content-Type", "text/plain"), wrong.get());
    }
    Map<String, String> request = new LinkedHashMap<>();
    for (String standard :
        List.of("state", "redirect_uri", "code_challenge", "code_challenge_method", "nonce")) {
      String value = given.values().get(name(standard));
      if (value != null) {
        request.put(standard, value);
      }
    }
    scopeNames().values().stream()
        .filter(given.values()::containsKey)
        .findFirst()
        .ifPresent(name -> request.put("scope", given.get(name)));
    Grant grant =
        new Grant(
            request, stage.registration.scopes(), "code-" + UUID.randomUUID(), refreshable(given));
    stage.grants.add(grant);
    return back(grant);
  }

  private Expected expected() {
    Expected expected = new Expected();
    Map<String, String> values = stage.before();
    Registration client = stage.registration;
    expected.exactly(name("response_type"), "code");
    expected.exactly(
        name("client_id"),
        Blanks.fill(facts.text("authorization_client_id", client.clientId()), values));
    if (facts.on("state_in_redirect_uri")) {
      expected.must(
          name("redirect_uri"),
          "must be the registered one with the state as its argument",
          text -> text.startsWith(client.redirectUri() + "?state="));
      expected.may(name("state"), "must not be empty", text -> !text.isEmpty());
    } else {
      expected.exactly(
          name("redirect_uri"),
          Blanks.fill(facts.text("redirect_uri_value", client.redirectUri()), values));
      expected.anything(name("state"));
    }
    scopeNames()
        .forEach((kind, name) -> {
          List<String> scopes = client.scopes().getOrDefault(kind, List.of());
          if (!scopes.isEmpty()) {
            expected.exactly(name, String.join(facts.text("scope_separator", " "), scopes));
          }
        });
    String pkce = facts.quirk("install_flow") ? "unknown" : facts.text("pkce", "unknown");
    if (pkce.equals("required") || pkce.equals("supported")) {
      boolean plain = facts.text("pkce_method", "S256").equals("plain");
      expected.must(
          "code_challenge",
          "must be of the entry's method",
          text ->
              plain
                  ? text.length() >= 43
                  : text.matches(CHALLENGE) || text.matches("[0-9a-f]{64}"));
      expected.exactly("code_challenge_method", plain ? "plain" : "S256");
    }
    if (client.scopes().values().stream().anyMatch(scopes -> scopes.contains("openid"))) {
      expected.may("nonce", "must not be empty", text -> !text.isEmpty());
    }
    facts
        .map("authorization_params")
        .forEach((name, template) -> expected.like(name, template, values));
    Given.query(ownQuery()).values().forEach(expected::exactly);
    facts.texts("omit_authorization_params").forEach(standard -> expected.not(name(standard)));
    return expected;
  }

  /** Kind of scopes → parameter. */
  private Map<String, String> scopeNames() {
    Map<String, String> kinds = facts.map("scope_parameters");
    return kinds.isEmpty() ? Map.of("", facts.text("scope_parameter", name("scope"))) : kinds;
  }

  private Optional<String> spacesAreWrong(Given given) {
    boolean plus = facts.text("scope_space_encoding", "").equals("plus");
    return scopeNames().values().stream()
        .filter(name -> plus && given.raw().getOrDefault(name, "").contains("%20"))
        .findFirst()
        .map(name -> name + " must have literal plus signs");
  }

  private Optional<String> fragmentIsWrong(Asked asked) {
    String fragment = facts.text("authorization_fragment", "");
    boolean within = base().contains("#");
    String sent = asked.url().contains("#") ? asked.url().split("#", 2)[1] : "";
    return within || sent.equals(fragment)
        ? Optional.empty()
        : Optional.of("the fragment must be #" + fragment);
  }

  private boolean refreshable(Given given) {
    return switch (facts.text("lifecycle/refresh_token", "unknown")) {
      case "never" -> false;
      case "on_request" -> wasRequested(given);
      default -> true;
    };
  }

  /** Whether the scope or parameter was sent without which there is no refresh token. */
  private boolean wasRequested(Given given) {
    Optional<String> scope = Registration.wantedForRefresh(facts);
    if (scope.isPresent()) {
      return stage.registration.scopes().values().stream()
          .anyMatch(scopes -> scopes.contains(scope.get()));
    }
    String words = facts.text("lifecycle/refresh_token_request", "").split("[;, ]", 2)[0];
    String[] pair = words.split("=", 2);
    return pair.length < 2
        || !facts.map("authorization_params").containsKey(pair[0])
        || given.get(pair[0]).equals(pair[1]);
  }

  private Told back(Grant grant) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put(
        stage.name("callback", "code"), grant.code + facts.text("callback/strip_code_suffix", ""));
    if (!facts.on("state_in_redirect_uri")) {
      params.put(stage.name("callback", "state"), grant.request.getOrDefault("state", ""));
    }
    Map<String, String> values = stage.after();
    facts.map("callback/keep").forEach((name, query) -> params.put(query, values.get(name)));
    for (Facts variable : facts.rows("variables")) {
      variable.text("from_callback").ifPresent(query -> params.put(query, stage.told(variable)));
      variable.text("verify_callback").ifPresent(query -> params.put(query, verified(variable)));
    }
    facts
        .text("callback/granted_scope")
        .ifPresent(name -> params.put(name, String.join(",", grant.allScopes())));
    if (facts.on("issuer_in_callback")) {
      params.put("iss", Blanks.fill(facts.need("issuer"), values));
    }
    facts.text("callback/signature/param").ifPresent(name -> params.put(name, signature(params)));
    String target = stage.registration.redirectUri();
    if (facts.on("state_in_redirect_uri")) {
      target = grant.asked("redirect_uri");
    }
    if (facts.text("callback/method", "GET").equals("POST")) {
      return form(target, params);
    }
    return Told.redirect(target + (target.contains("?") ? "&" : "?") + encoded(params));
  }

  /** A callback may name the whole host where the variable is its first label. */
  private String verified(Facts variable) {
    String value = stage.after().getOrDefault(variable.need("id"), "");
    String host = Blanks.fill(facts.need("token_endpoint"), stage.after()).split("/", 4)[2];
    return host.startsWith(value + ".") ? host : value;
  }

  private String signature(Map<String, String> params) {
    String over =
        new TreeMap<>(params)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
    String key = Blanks.fill(facts.text("callback/signature/key", ""), stage.before());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(over.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  private static Told form(String target, Map<String, String> params) {
    StringBuilder page = new StringBuilder("<form method=\"post\" action=\"" + target + "\">");
    params.forEach((name, value) ->
        page.append("<input type=\"hidden\" name=\"")
            .append(name)
            .append("\" value=\"")
            .append(value.replace("&", "&amp;").replace("\"", "&quot;"))
            .append("\">"));
    return Told.page(page.append("</form>").toString());
  }

  static String encoded(Map<String, String> params) {
    return params.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String name(String standard) {
    return stage.name("authorization", standard);
  }

  private String base() {
    String whole = Blanks.fill(facts.need("authorization_endpoint"), stage.before());
    int question = whole.indexOf('?');
    return question < 0 ? whole : whole.substring(0, question);
  }

  private String ownQuery() {
    String[] halves =
        Blanks.fill(facts.need("authorization_endpoint"), stage.before()).split("\\?", 2);
    return halves.length < 2 ? "" : halves[1];
  }

  private String query(Asked asked) {
    String rest = asked.url().substring(base().length());
    if (!base().contains("#")) {
      rest = rest.split("#", 2)[0];
    }
    return rest.startsWith("?") ? rest.substring(1) : rest;
  }
}
