package dev.carabiner.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an access token opens: {@code GET /userinfo} and {@code GET /api/me} (RFC 6750). */
final class ProtectedResource {
  private final SandboxSettings settings;
  private final Grants grants;

  ProtectedResource(SandboxSettings settings, Grants grants) {
    this.settings = settings;
    this.grants = grants;
  }

  /** The claims of OpenID Connect Core section 5.3; needs the scope {@code openid}. */
  Answer userinfo(Call call) {
    return behindBearer(
        call,
        good ->
            good.token().scopes().contains("openid")
                ? Answers.json(200, claims(account(good.grant())))
                : Answers.error(403, "insufficient_scope", "the scope openid is missing")
                    .with(
                        "WWW-Authenticate",
                        "Bearer realm=\"sandbox\", error=\"insufficient_scope\","
                            + " scope=\"openid\""));
  }

  /** Whose token it is, and what for. */
  Answer me(Call call) {
    return behindBearer(
        call,
        good -> {
          Account account = account(good.grant());
          Map<String, Object> person = new LinkedHashMap<>();
          person.put("id", account.id());
          person.put("name", account.name());
          person.put("email", account.email());
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("account", person);
          json.put("client_id", good.grant().client());
          json.put("scopes", List.copyOf(good.token().scopes()));
          return Answers.json(200, json);
        });
  }

  private Answer behindBearer(Call call, Function<Standing.Good, Answer> open) {
    Optional<String> token = call.authorization("Bearer");
    if (token.isEmpty()) {
      return Answers.error(401, "invalid_request", "a bearer token is missing")
          .with("WWW-Authenticate", "Bearer realm=\"sandbox\"");
    }
    Standing standing = grants.standing(token.get());
    if (standing instanceof Standing.Good good) {
      return open.apply(good);
    }
    String reason = ((Standing.Dead) standing).reason();
    return Answers.error(401, "invalid_token", reason)
        .with(
            "WWW-Authenticate",
            "Bearer realm=\"sandbox\", error=\"invalid_token\", error_description=\""
                + reason
                + "\"");
  }

  private static Map<String, Object> claims(Account account) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", account.id());
    claims.put("name", account.name());
    claims.put("email", account.email());
    claims.put("email_verified", true);
    return claims;
  }

  /** A kept grant may be older than a change of the settings. */
  private Account account(Grant grant) {
    return settings
        .account(grant.account())
        .orElseGet(() -> new Account(grant.account(), grant.account(), grant.account()));
  }
}
