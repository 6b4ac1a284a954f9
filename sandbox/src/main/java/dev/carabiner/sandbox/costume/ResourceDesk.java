package dev.carabiner.sandbox.costume;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The provider's API as far as a connection asks it who and where it is. */
final class ResourceDesk {
  private static final int UNAUTHORIZED = 401;

  private final Stage stage;
  private final Facts facts;
  private final ClientProof proof;

  ResourceDesk(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
    this.proof = new ClientProof(stage);
  }

  boolean concerns(Asked asked) {
    return kind(asked).isPresent();
  }

  Told answer(Asked asked) {
    String kind = kind(asked).orElseThrow();
    if (kind.equals("issuer")) {
      return discovery();
    }
    if (kind.equals("unknown")) {
      return Told.json(404, Map.of("error", "not_found"));
    }
    Optional<Grant> grant = grant(asked);
    if (grant.isEmpty()) {
      return Told.json(UNAUTHORIZED, Map.of("error", "invalid_token"));
    }
    String token = token(asked, grant.get());
    Optional<String> wrong =
        placeIsWrong(kind, asked, token).or(() -> queryIsWrong(kind, asked, grant.get()));
    if (wrong.isPresent()) {
      stage.complain(kind + " call: " + wrong.get());
      return Told.json(UNAUTHORIZED, Map.of("error", "invalid_token"));
    }
    if (kind.equals("after_connect")) {
      return Told.json(200, found());
    }
    Person person = Person.of(facts);
    if (kind.equals("account_endpoint") && facts.has("account")) {
      return Told.json(200, person.at(facts, "account"));
    }
    return Told.json(
        200, facts.has("account/claims") ? person.at(facts, "account/claims") : person.claims());
  }

  /** What the look-up finds: every value at its path. */
  private Object found() {
    Map<String, Object> byPath = new LinkedHashMap<>();
    facts
        .map("after_connect/keep")
        .forEach((name, path) -> byPath.put(path, stage.after().get(name)));
    return Place.tree(byPath);
  }

  private Told discovery() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", fill(facts.need("issuer")));
    document.put("authorization_endpoint", fill(facts.need("authorization_endpoint")));
    document.put("token_endpoint", fill(facts.need("token_endpoint")));
    document.put("response_types_supported", java.util.List.of("code"));
    return Told.json(200, document);
  }

  private Optional<String> kind(Asked asked) {
    if (facts.has("issuer") && asked.method().equals("GET")) {
      String issuer = fill(facts.need("issuer"));
      String stem = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
      if (asked.address().equals(stem + "/.well-known/openid-configuration")) {
        return Optional.of("issuer");
      }
      if (asked.address().contains("/.well-known/")) {
        return Optional.of("unknown");
      }
    }
    for (String kind :
        new String[] {"after_connect", "account_endpoint", "userinfo", "userinfo_endpoint"}) {
      String url = url(kind);
      if (!url.isEmpty()
          && asked.address().equals(url.split("\\?", 2)[0])
          && asked.method().equals(facts.text(kind + "/method", "GET"))) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private String url(String kind) {
    return fill(kind.endsWith("_endpoint") ? facts.text(kind, "") : facts.text(kind + "/url", ""));
  }

  /**
   * The token goes where the entry says: the call's own way, else that of the API, else a bearer.
   */
  private Optional<String> placeIsWrong(String kind, Asked asked, String token) {
    String own = facts.text(kind + "/auth", "");
    if (!own.isEmpty()) {
      return proof.headerIsWrong(own, asked, token);
    }
    if (url(kind).contains("${access_token}")
        || facts.map(kind + "/params").containsValue("${access_token}")) {
      return Optional.empty();
    }
    if (facts.text("api/token_in", "header").equals("query")) {
      return Given.query(asked.query())
              .get(facts.text("api/query_name", "access_token"))
              .equals(token)
          ? Optional.empty()
          : Optional.of("the token must be in the query");
    }
    String header = facts.text("api/header_name", "Authorization");
    String value =
        facts.text("api/header_format", "Bearer ${access_token}").replace("${access_token}", token);
    if (asked.header(header).filter(value::equals).isEmpty()) {
      return Optional.of("the header " + header + " must hold the token");
    }
    return extraHeadersAreWrong(asked);
  }

  private Optional<String> extraHeadersAreWrong(Asked asked) {
    for (Map.Entry<String, String> header : facts.map("api/extra_headers").entrySet()) {
      boolean later = !Blanks.isFilled(Blanks.fill(header.getValue(), stage.before()));
      String value = fill(header.getValue());
      if (!later && asked.header(header.getKey()).filter(value::equals).isEmpty()) {
        return Optional.of("the header " + header.getKey() + " must be " + header.getValue());
      }
    }
    return facts.on("api/user_agent_required") && asked.header("User-Agent").isEmpty()
        ? Optional.of("there must be a User-Agent")
        : Optional.empty();
  }

  private Optional<String> queryIsWrong(String kind, Asked asked, Grant grant) {
    String[] own = Blanks.fill(url(kind), stage.with(grant)).split("\\?", 2);
    Given given = Given.query(asked.query());
    return (own.length < 2 ? Given.query("") : Given.query(own[1]))
        .values().entrySet().stream()
            .filter(each -> !given.get(each.getKey()).equals(each.getValue()))
            .findFirst()
            .map(each -> each.getKey() + " must be in the query");
  }

  private Optional<Grant> grant(Asked asked) {
    String everything = asked.headers() + asked.url() + asked.body();
    return stage.grants.stream()
        .filter(grant ->
            grant.accessTokens.keySet().stream()
                .anyMatch(token ->
                    everything.contains(token) && grant.isAlive(token, stage.clock.instant())))
        .findFirst();
  }

  private static String token(Asked asked, Grant grant) {
    String everything = asked.headers() + asked.url() + asked.body();
    return grant.accessTokens.keySet().stream()
        .filter(everything::contains)
        .max((one, other) -> Integer.compare(one.length(), other.length()))
        .orElse("");
  }

  private String fill(String template) {
    return Blanks.fill(template, stage.after());
  }
}
