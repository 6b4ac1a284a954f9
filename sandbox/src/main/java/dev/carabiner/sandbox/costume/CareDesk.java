package dev.carabiner.sandbox.costume;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Calls about a token: revocation and introspection, standard or the provider's own. */
final class CareDesk {
  private final Stage stage;
  private final Facts facts;
  private final ClientProof proof;
  private final Refusal refusal;

  CareDesk(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
    this.proof = new ClientProof(stage);
    this.refusal = new Refusal(facts);
  }

  boolean concerns(Asked asked) {
    return call(asked).isPresent();
  }

  Told answer(Asked asked) {
    String key = call(asked).orElseThrow();
    Given given = given(asked, key);
    Optional<Grant> found = grant(asked, given);
    if (found.isEmpty()) {
      return complain(key, "it is about no token that was given out");
    }
    Grant grant = found.get();
    boolean custom = isCustom(key);
    String way = facts.text(key + "/auth", custom ? "none" : ofClient());
    Optional<String> wrong =
        proof
            .headerIsWrong(way, asked, grant.accessToken)
            .or(() -> formatIsWrong(asked, key))
            .or(() -> expected(key, custom, way, grant, asked).wrong(given));
    if (wrong.isPresent()) {
      return complain(key, wrong.get());
    }
    if (key.equals("introspection")) {
      return introspected(grant);
    }
    if (stage.clientRefused) {
      return refusal.of("invalid_client");
    }
    grant.dead = true;
    Map<String, Object> answer = new LinkedHashMap<>();
    String value = facts.text("errors/success_value", "");
    facts
        .text("errors/success_field")
        .filter(field -> !value.equals("absent"))
        .ifPresent(field -> answer.put(field, Refusal.plain(value)));
    facts.text("revocation/success_field").ifPresent(path -> Place.put(answer, path, true));
    return Told.json(200, answer);
  }

  private Expected expected(String key, boolean custom, String way, Grant grant, Asked asked) {
    Expected expected = new Expected();
    if (custom) {
      Map<String, String> values = stage.with(grant);
      String[] own = url(key, grant).split("\\?", 2);
      if (own.length > 1) {
        Given.query(own[1]).values().forEach(expected::exactly);
      }
      proof.expectOutside(way, expected, asked.address());
      facts.map(key + "/params").forEach((name, template) -> expected.like(name, template, values));
      facts
          .map("api/extra_query")
          .forEach((name, template) ->
              expected.may(
                  name, "must be " + template, text -> Blanks.fits(template, values, text)));
    } else {
      String token = key.equals("revocation") ? facts.text("revocation/token", "either") : "access";
      expected.must(
          "token",
          "must be one of the grant, and of the right kind",
          text ->
              (!token.equals("access") && text.equals(grant.refreshToken))
                  || (!token.equals("refresh") && text.equals(grant.accessToken)));
      expected.may(
          "token_type_hint",
          "must be access_token or refresh_token",
          text -> text.equals("access_token") || text.equals("refresh_token"));
      proof.expectOutside(way, expected, asked.address());
    }
    return expected;
  }

  /** A public client names itself (RFC 7009 section 2.1). */
  private String ofClient() {
    String way = proof.ofTokenCalls();
    return way.equals("none") ? "client_id_only" : way;
  }

  /** Which call a request is; several can share an address and a method. */
  private Optional<String> call(Asked asked) {
    for (String key : new String[] {"revocation", "introspection"}) {
      for (Grant grant : stage.grants) {
        String url = url(key, grant);
        if (!url.isEmpty()
            && asked.method().equals(facts.text(key + "/method", "POST"))
            && asked.address().equals(url.split("\\?", 2)[0])
            && hasFixed(key, given(asked, key))) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  private boolean hasFixed(String key, Given given) {
    return facts.map(key + "/params").entrySet().stream()
        .filter(each -> Blanks.isFilled(each.getValue()))
        .allMatch(each -> given.get(each.getKey()).equals(each.getValue()));
  }

  private Optional<Grant> grant(Asked asked, Given given) {
    String everything = asked.headers() + asked.url() + given.values();
    return stage.grants.stream()
        .filter(grant ->
            grant.accessTokens.keySet().stream().anyMatch(everything::contains)
                || grant.refreshTokens.keySet().stream().anyMatch(everything::contains))
        .findFirst()
        .or(() ->
            stage.grants.stream()
                .filter(grant -> !grant.dead && isCustom("revocation"))
                .findFirst());
  }

  private boolean isCustom(String key) {
    return facts.text(key + "/style", "rfc7009").equals("custom");
  }

  private String url(String key, Grant grant) {
    String template =
        isCustom(key) ? facts.text(key + "/url", "") : facts.text(key + "_endpoint", "");
    return Blanks.fill(template, stage.with(grant));
  }

  private Given given(Asked asked, String key) {
    if (inQuery(asked, key)) {
      return Given.query(asked.query());
    }
    Given body =
        isJson(key) ? Given.json(asked.body()).orElse(Given.query("")) : Given.query(asked.body());
    Map<String, String> all = new LinkedHashMap<>(Given.query(asked.query()).values());
    all.putAll(body.values());
    return new Given(all, all, body.repeated());
  }

  private boolean inQuery(Asked asked, String key) {
    return facts.text(key + "/params_in", "body").equals("query") || asked.method().equals("GET");
  }

  private boolean isJson(String key) {
    return facts.text(key + "/body", "form").equals("json");
  }

  private Optional<String> formatIsWrong(Asked asked, String key) {
    if (inQuery(asked, key) || facts.text(key + "/body", "").equals("empty")) {
      return asked.body().isEmpty() ? Optional.empty() : Optional.of("there must be no body");
    }
    if (asked.body().isEmpty()) {
      return Optional.empty();
    }
    String wanted = isJson(key) ? "application/json" : "application/x-www-form-urlencoded";
    return asked.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith(wanted)
        ? Optional.empty()
        : Optional.of("the body must be " + wanted);
  }

  private Told introspected(Grant grant) {
    Map<String, Object> answer = new LinkedHashMap<>();
    boolean alive = grant.isAlive(grant.accessToken, stage.clock.instant());
    if (isCustom("introspection") && !alive) {
      return Told.json(401, Map.of("message", "this token is not valid"));
    }
    answer.put("active", alive);
    if (alive) {
      answer.put("client_id", stage.registration.clientId());
      answer.put("exp", grant.end(grant.accessToken).getEpochSecond());
    }
    facts
        .map("introspection/keep")
        .forEach((name, path) -> Place.put(answer, path, Plausible.ofField(facts.id(), name)));
    return Told.json(200, answer);
  }

  private Told complain(String key, String what) {
    stage.complain(key + ": " + what);
    return refusal.of("invalid_request");
  }
}
