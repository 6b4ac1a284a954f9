package dev.carabiner.sandbox.costume;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes tokens and tells of them in the provider's own words. */
final class GrantAnswer {
  private static final String USUAL_LIFE = "3600";
  private static final String REFRESH_LIFE = "8640000";
  private static final String TEXT = "string";

  private final Stage stage;
  private final Facts facts;

  GrantAnswer(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
  }

  /** A new access token, perhaps a new refresh token, and the answer that tells of them. */
  Told next(Grant grant, Asked asked, boolean refreshTokenToo) {
    boolean first = grant.answers == 0;
    Instant now = stage.clock.instant();
    grant.answers++;
    grant.accessToken = "at-" + facts.id() + "-" + UUID.randomUUID();
    grant.accessTokens.put(grant.accessToken, ends() ? now.plus(life()) : Instant.MAX);
    Map<String, Object> tree = new LinkedHashMap<>();
    success(tree);
    Place.put(tree, path("access_token", first), grant.accessToken);
    if (!facts.has("token_response/access_token")) {
      tree.put(
          "token_type",
          facts.texts("token_response/token_types").stream().findFirst().orElse("bearer"));
    }
    if (refreshTokenToo) {
      Place.put(tree, path("refresh_token", first), grant.refreshToken);
      String refreshLife = facts.text("lifecycle/refresh_token_lifetime", REFRESH_LIFE);
      facts
          .text("token_response/refresh_expires_in")
          .ifPresent(path -> Place.put(tree, path, Long.valueOf(refreshLife)));
    }
    expiry(tree, now);
    scopes(tree, grant, first);
    kept(tree, first);
    others(tree, grant, first);
    identity(tree, grant, now);
    return asForm(asked) ? Told.form(200, ConsentDesk.encoded(texts(tree))) : Told.json(200, tree);
  }

  /** Whether access tokens end. */
  boolean ends() {
    return !facts.text("lifecycle/access_token_expires", "yes").equals("no");
  }

  Duration life() {
    return Duration.ofSeconds(
        Long.parseLong(facts.text("lifecycle/access_token_lifetime", USUAL_LIFE)));
  }

  private void success(Map<String, Object> tree) {
    String value = facts.text("errors/success_value", "");
    facts
        .text("errors/success_field")
        .filter(field -> !value.equals("absent"))
        .ifPresent(field -> tree.put(field, Refusal.plain(value)));
  }

  /** Where a member goes; what has a second place goes there in the first answer. */
  private String path(String member, boolean first) {
    String usual = facts.text("token_response/" + member, member);
    if (!first || facts.quirk("dual_tokens")) {
      return usual;
    }
    return facts.map("token_response/alternates").keySet().stream()
        .findFirst()
        .flatMap(kind -> facts.text("token_response/alternates/" + kind + "/" + member))
        .orElse(usual);
  }

  private void expiry(Map<String, Object> tree, Instant now) {
    if (!ends()) {
      if (facts.text("token_response/expires_in_zero_means", "").equals("never")) {
        tree.put("expires_in", 0);
      }
      return;
    }
    if (facts.on("lifecycle/expires_in_missing")) {
      return;
    }
    if (facts.has("token_response/expires_at")) {
      Instant end = now.plus(life());
      Object told =
          switch (facts.text("token_response/expires_at_format", "epoch_s")) {
            case "iso8601" -> Instant.ofEpochSecond(end.getEpochSecond()).toString();
            case "epoch_ms" -> end.toEpochMilli();
            default -> end.getEpochSecond();
          };
      Place.put(tree, facts.need("token_response/expires_at"), told);
      return;
    }
    boolean text = facts.text("token_response/expires_in_type", "").equals(TEXT);
    Place.put(
        tree,
        facts.text("token_response/expires_in", "expires_in"),
        text ? String.valueOf(life().toSeconds()) : (Object) life().toSeconds());
  }

  private void scopes(Map<String, Object> tree, Grant grant, boolean first) {
    List<String> granted = granted(grant);
    if (granted.isEmpty()) {
      return;
    }
    String format = facts.text("token_response/scope_format", "");
    boolean list = format.equals("array") || (format.equals("mixed") && !first);
    Place.put(
        tree,
        facts.text("token_response/scope", "scope"),
        list ? granted : String.join(facts.text("token_response/scope_separator", " "), granted));
  }

  private List<String> granted(Grant grant) {
    return facts.quirk("dual_tokens")
        ? grant.scopes.values().stream().findFirst().orElse(List.of())
        : grant.allScopes();
  }

  private void kept(Map<String, Object> tree, boolean first) {
    List<String> onlyFirst = facts.texts("token_response/first_only");
    facts
        .map("token_response/keep")
        .forEach((name, path) -> {
          if (first || !onlyFirst.contains(path.split("[.\\[]", 2)[0])) {
            Place.put(tree, path, stage.after().getOrDefault(name, ""));
          }
        });
  }

  /** A second token from the same consent. */
  private void others(Map<String, Object> tree, Grant grant, boolean first) {
    if (!facts.quirk("dual_tokens") || !first) {
      return;
    }
    for (String kind : facts.map("token_response/alternates").keySet()) {
      Map<String, String> paths = facts.map("token_response/alternates/" + kind);
      String token = grant.accessToken + "-of-" + kind;
      grant.accessTokens.put(token, grant.end(grant.accessToken));
      Place.put(tree, paths.getOrDefault("access_token", ""), token);
      String scope = String.join(",", grant.scopes.getOrDefault(kind, List.of()));
      if (paths.containsKey("scope")) {
        Place.put(tree, paths.get("scope"), scope);
      }
    }
  }

  private void identity(Map<String, Object> tree, Grant grant, Instant now) {
    if (facts.on("token_response/id_token_may_be_false")) {
      tree.put("id_token", false);
      return;
    }
    if (!grant.allScopes().contains("openid") || !facts.has("issuer")) {
      return;
    }
    Map<String, String> values = new LinkedHashMap<>(stage.after());
    values.put("tid", "tenant-of-" + facts.id());
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(Blanks.fill(facts.text("issuer_template", facts.need("issuer")), values))
            .audience(stage.registration.clientId())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(600)))
            .claim("tid", values.get("tid"));
    Person.of(facts).claims().forEach(claims::claim);
    if (grant.request.containsKey("nonce")) {
      claims.claim("nonce", grant.request.get("nonce"));
    }
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
      token.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
      tree.put("id_token", token.serialize());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  private boolean asForm(Asked asked) {
    if (!facts.text("token_response/default_format", "json").equals("form")) {
      return false;
    }
    boolean accepted =
        facts.map("token_request_headers").getOrDefault("Accept", "").contains("json")
            && asked.header("Accept").orElse("").contains("json");
    return !accepted && !facts.map("token_params").containsValue("json");
  }

  private static Map<String, String> texts(Map<String, Object> tree) {
    Map<String, String> texts = new LinkedHashMap<>();
    tree.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}
