package dev.carabiner.sandbox.costume;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provider's API as far as a connection asks it who and where it is. */
final class ResourceDesk {
  private static final int UNAUTHORIZED = 401;
  private static final List<String> KINDS =
      List.of("after_connect", "account_endpoint", "userinfo", "userinfo_endpoint");

  private final Stage stage;
  private final Facts facts;
  private final ClientProof proof;

  ResourceDesk(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
    this.proof = new ClientProof(stage);
  }

  boolean concerns(Asked asked) {
    return !kinds(asked).isEmpty();
  }

  Told answer(Asked asked) {
    List<String> kinds = kinds(asked);
    if (kinds.contains("issuer")) {
      return discovery();
    }
    if (kinds.contains("unknown")) {
      return Told.json(404, Map.of("error", "not_found"));
    }
    Optional<Grant> grant = grant(asked);
    if (grant.isEmpty()) {
      return Told.json(UNAUTHORIZED, Map.of("error", "invalid_token"));
    }
    List<String> wrongs = new ArrayList<>();
    Object tree = null;
    for (String kind : kinds) {
      Optional<String> wrong = wrong(kind, asked, grant.get());
      wrong.ifPresent(what -> wrongs.add(kind + " call: " + what));
      tree = wrong.isEmpty() ? together(tree, told(kind)) : tree;
    }
    if (tree == null) {
      stage.complain(wrongs.get(0));
      return Told.json(UNAUTHORIZED, Map.of("error", "invalid_token"));
    }
    return Told.json(200, tree);
  }

  private Optional<String> wrong(String kind, Asked asked, Grant grant) {
    return placeIsWrong(kind, asked, token(asked, grant))
        .or(() -> queryIsWrong(kind, asked, grant));
  }

  /** One address can answer several questions. */
  private static Object together(@Nullable Object one, Object other) {
    if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
      Map<Object, Object> all = new LinkedHashMap<>(second);
      all.putAll(first);
      return all;
    }
    return one == null ? other : one;
  }

  private Object told(String kind) {
    if (kind.equals("after_connect")) {
      return found();
    }
    Person person = Person.of(facts);
    if (kind.equals("account_endpoint") && facts.has("account")) {
      return person.at(facts, "account");
    }
    return facts.has("account/claims") ? person.at(facts, "account/claims") : person.claims();
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
    document.put("response_types_supported", List.of("code"));
    if (facts.areDiscovered()) {
      document.put("revocation_endpoint", fill(facts.need("revocation_endpoint")));
      document.put("token_endpoint_auth_methods_supported", List.of(facts.need("client_auth")));
      document.put("code_challenge_methods_supported", List.of("S256"));
    }
    return Told.json(200, document);
  }

  /** What a request may be for. */
  private List<String> kinds(Asked asked) {
    if (facts.has("issuer") && asked.method().equals("GET")) {
      String issuer = fill(facts.need("issuer"));
      String stem = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
      if (asked.address().equals(stem + "/.well-known/openid-configuration")) {
        return List.of("issuer");
      }
      if (asked.address().contains("/.well-known/")) {
        return List.of("unknown");
      }
    }
    List<String> kinds = new ArrayList<>();
    for (String kind : KINDS) {
      String url = url(kind);
      if (!url.isEmpty()
          && asked.address().equals(url.split("\\?", 2)[0])
          && asked.method().equals(facts.text(kind + "/method", "GET"))) {
        kinds.add(kind);
      }
    }
    return kinds;
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
