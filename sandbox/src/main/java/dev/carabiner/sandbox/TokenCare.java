package dev.carabiner.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code POST /revoke} (RFC 7009) and {@code POST /introspect} (RFC 7662). */
final class TokenCare {
  private final ClientAuthentication clients;
  private final Grants grants;
  private final String issuer;

  TokenCare(ClientAuthentication clients, Grants grants, String issuer) {
    this.clients = clients;
    this.grants = grants;
    this.issuer = issuer;
  }

  /** Answers 200 for a token that nobody knows too (RFC 7009 section 2.2). */
  Answer revoke(Call call) {
    ClientAuthentication.Check check = clients.check(call);
    if (check instanceof ClientAuthentication.Check.Refused refused) {
      return refused.answer();
    }
    RegisteredClient client = ((ClientAuthentication.Check.Known) check).client();
    Optional<String> token = call.form().first("token");
    if (token.isEmpty()) {
      return Answers.error(400, "invalid_request", "token is missing");
    }
    Optional<Grant> grant = grants.ofToken(token.get());
    if (grant.filter(found -> !found.client().equals(client.id())).isPresent()) {
      return Answers.error(400, "unauthorized_client", "the token belongs to another client");
    }
    grant.ifPresent(found -> grants.revoke(token.get(), found));
    return Answers.json(200, Map.of());
  }

  /** A token of another client is as inactive as an unknown one. */
  Answer introspect(Call call) {
    ClientAuthentication.Check check = clients.check(call);
    if (check instanceof ClientAuthentication.Check.Refused refused) {
      return refused.answer();
    }
    RegisteredClient client = ((ClientAuthentication.Check.Known) check).client();
    Optional<String> token = call.form().first("token");
    if (token.isEmpty()) {
      return Answers.error(400, "invalid_request", "token is missing");
    }
    if (grants.standing(token.get()) instanceof Standing.Good good
        && good.grant().client().equals(client.id())) {
      Map<String, Object> json = active(good.grant(), String.join(" ", good.token().scopes()));
      json.put("token_type", "Bearer");
      json.put("iat", good.token().issued().getEpochSecond());
      good.token().ends().ifPresent(end -> json.put("exp", end.getEpochSecond()));
      return Answers.json(200, json);
    }
    return grants
        .ofLivingRefreshToken(token.get())
        .filter(grant -> grant.client().equals(client.id()))
        .map(grant -> Answers.json(200, active(grant, String.join(" ", grant.scopes()))))
        .orElseGet(() -> Answers.json(200, Map.of("active", false)));
  }

  private Map<String, Object> active(Grant grant, String scope) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("active", true);
    json.put("iss", issuer);
    json.put("client_id", grant.client());
    json.put("sub", grant.account());
    json.put("scope", scope);
    return json;
  }
}
