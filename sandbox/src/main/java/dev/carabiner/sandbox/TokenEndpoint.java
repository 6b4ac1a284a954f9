package dev.carabiner.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code POST /token}: codes and refresh tokens become access tokens. */
final class TokenEndpoint {
  private static final Duration ID_TOKEN_LIFETIME = Duration.ofHours(1);

  private final ClientAuthentication clients;
  private final Codes codes;
  private final Grants grants;
  private final Keys keys;
  private final SandboxClock clock;
  private final String issuer;
  private volatile Map<String, Object> laidOver = Map.of();

  TokenEndpoint(
      ClientAuthentication clients,
      Codes codes,
      Grants grants,
      Keys keys,
      SandboxClock clock,
      String issuer) {
    this.clients = clients;
    this.codes = codes;
    this.grants = grants;
    this.keys = keys;
    this.clock = clock;
    this.issuer = issuer;
  }

  void claims(Map<String, Object> over) {
    laidOver = Map.copyOf(over);
  }

  Answer answer(Call call) {
    ClientAuthentication.Check check = clients.check(call);
    if (check instanceof ClientAuthentication.Check.Refused refused) {
      return refused.answer();
    }
    RegisteredClient client = ((ClientAuthentication.Check.Known) check).client();
    Optional<String> grantType = call.form().first("grant_type");
    if (grantType.isEmpty()) {
      return Answers.error(400, "invalid_request", "grant_type is missing");
    }
    return switch (grantType.get()) {
      case "authorization_code" -> exchange(call.form(), client);
      case "refresh_token" -> refresh(call.form(), client);
      default ->
          Answers.error(
              400,
              "unsupported_grant_type",
              "grant_type must be authorization_code or refresh_token");
    };
  }

  private Answer exchange(Parameters form, RegisteredClient client) {
    Optional<String> code = form.first("code");
    if (code.isEmpty()) {
      return Answers.error(400, "invalid_request", "code is missing");
    }
    Codes.Redemption redemption =
        codes.redeem(code.get(), client, form.first("redirect_uri"), form.first("code_verifier"));
    if (redemption instanceof Codes.Redemption.Refused refused) {
      return refusal(refused.reply());
    }
    Codes.Redeemed redeemed = ((Codes.Redemption.Done) redemption).redeemed();
    Optional<String> idToken =
        redeemed.issued().scopes().contains("openid")
            ? Optional.of(keys.sign(claims(redeemed, client)))
            : Optional.empty();
    return success(redeemed.issued(), idToken);
  }

  private Answer refresh(Parameters form, RegisteredClient client) {
    Optional<String> token = form.first("refresh_token");
    if (token.isEmpty()) {
      return Answers.error(400, "invalid_request", "refresh_token is missing");
    }
    TokenReply reply = grants.refresh(token.get(), client, form.first("scope").map(Scopes::parse));
    return reply instanceof TokenReply.Issued issued
        ? success(issued, Optional.empty())
        : refusal((TokenReply.Refused) reply);
  }

  private Map<String, Object> claims(Codes.Redeemed redeemed, RegisteredClient client) {
    Instant now = clock.instant();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", redeemed.account().id());
    claims.put("aud", client.id());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(ID_TOKEN_LIFETIME).getEpochSecond());
    redeemed.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    claims.put("name", redeemed.account().name());
    claims.put("email", redeemed.account().email());
    claims.put("email_verified", true);
    claims.put("auth_time", now.getEpochSecond());
    laidOver.forEach((name, value) -> {
      if (value instanceof Optional<?> none && none.isEmpty()) {
        claims.remove(name);
      } else {
        claims.put(name, value);
      }
    });
    return claims;
  }

  private static Answer success(TokenReply.Issued issued, Optional<String> idToken) {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, String> fingerprints = new LinkedHashMap<>();
    json.put("access_token", issued.accessToken());
    fingerprints.put("access_token", Opaque.fingerprint(issued.accessToken()));
    json.put("token_type", "Bearer");
    issued.lifetime().ifPresent(life -> json.put("expires_in", life.toSeconds()));
    issued
        .refreshToken()
        .ifPresent(token -> {
          json.put("refresh_token", token);
          fingerprints.put("refresh_token", Opaque.fingerprint(token));
        });
    idToken.ifPresent(token -> json.put("id_token", token));
    json.put("scope", String.join(" ", issued.scopes()));
    return Answers.json(200, json).issuing(fingerprints);
  }

  private static Answer refusal(TokenReply.Refused refused) {
    return Answers.error(400, refused.error(), refused.description());
  }
}
