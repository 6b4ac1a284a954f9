package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.providers.AccountRules;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Finds out which account at the provider a grant belongs to: from the ID token, else from what
/// the token answer told, else from the account endpoint, else from the userinfo endpoint (that of
/// OpenID Connect only with the scope `openid`).
public final class AccountLookup {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int MAX_ID = 255;
  private static final int MAX_SHOWN = 320;

  private final ProvenRequests proven;
  private final InstantSource clock;

  /// @param clock for the end of ID tokens
  public AccountLookup(Wire wire, InstantSource clock) {
    this.proven = new ProvenRequests(wire, clock);
    this.clock = clock;
  }

  /// Whether the grant's ID token says that its code was made for another flow; such a grant must
  /// not be kept.
  ///
  /// @param nonce the one that was sent; absent where none was
  public static boolean isOfAnotherFlow(Grant grant, Optional<Secret> nonce) {
    return nonce.filter(sent -> IdToken.isOfAnotherFlow(grant, sent)).isPresent();
  }

  /// The account; empty when the provider does not tell, whatever the reason. A connection is not
  /// worth less for it, so nothing is thrown. Takes 10 s at most.
  ///
  /// @param requested the scopes asked for, in case the answer does not say which were granted
  /// @param nonce the one that was sent; absent where none was
  public Optional<Account> find(
      OAuthClient client, Grant grant, List<String> requested, Optional<Secret> nonce) {
    var rules = client.provider().provider().protocol().account();
    return IdToken.claims(client, grant, nonce, clock.instant())
        .flatMap(claims -> account(claims, rules.claims()))
        .or(() -> account(kept(grant), rules.kept()))
        .or(() -> ask(client, grant, Endpoint.ACCOUNT, rules.answer()))
        .or(() ->
            grant.scopes().orElse(requested).contains("openid")
                ? ask(client, grant, Endpoint.USERINFO, rules.claims())
                : Optional.empty())
        .or(() ->
            hasProfile(client)
                ? ask(
                    client,
                    grant,
                    Endpoint.USERINFO,
                    rules.isToldByEntry() ? rules.answer() : AccountRules.USUAL)
                : Optional.empty());
  }

  /// Whether there is a profile of the provider's own kind, and nothing better: that of OpenID
  /// Connect wants its scope.
  private static boolean hasProfile(OAuthClient client) {
    var provider = client.provider().provider();
    return provider.addresses().issuer().isEmpty()
        && client.provider().at(Endpoint.ACCOUNT).isEmpty()
        && (client.provider().at(Endpoint.USERINFO).isPresent()
            || provider.quirks().has(Quirk.OwnUserinfo.class));
  }

  private static JsonNode kept(Grant grant) {
    var values = Json.object();
    grant.kept().forEach((name, value) -> values.put(name, value.reveal(Reveal.TO_READ_AN_ANSWER)));
    return values;
  }

  /// Whether the provider answers 401 to a question about the account. Where there is nothing to
  /// ask, or no answer, nothing is known against the token. Takes 5 s at most.
  ///
  /// @param granted the token's scopes
  public boolean refuses(OAuthClient client, Secret accessToken, List<String> granted) {
    var endpoint =
        client.provider().at(Endpoint.ACCOUNT).isPresent() || !granted.contains("openid")
            ? Endpoint.ACCOUNT
            : Endpoint.USERINFO;
    return send(Errand.Kind.TOKEN_CHECK, client, accessToken, endpoint)
        .filter(answered -> answered.status() == UNAUTHORIZED)
        .isPresent();
  }

  private Optional<Account> ask(
      OAuthClient client, Grant grant, Endpoint endpoint, AccountRules.Paths paths) {
    return send(Errand.Kind.ACCOUNT_LOOKUP, client, grant.accessToken(), endpoint)
        .filter(answered -> answered.status() == OK)
        .flatMap(answered -> Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER)))
        .flatMap(answer -> account(answer, paths));
  }

  private Optional<Answered> send(
      Errand.Kind kind, OAuthClient client, Secret accessToken, Endpoint endpoint) {
    return AccountQuestion.at(client, endpoint, accessToken)
        .map(request ->
            proven.send(
                Errand.of(kind, client),
                client,
                request,
                Optional.of(accessToken),
                BeforeSending.GO))
        .filter(Answered.class::isInstance)
        .map(Answered.class::cast);
  }

  private static Optional<Account> account(JsonNode answer, AccountRules.Paths paths) {
    return DottedPath.firstText(answer, paths.id())
        .filter(id -> id.length() <= MAX_ID && id.chars().noneMatch(Character::isISOControl))
        .map(id -> new Account(id, shown(answer, paths.name()), shown(answer, paths.email())));
  }

  /// A text for people: one line, not too long.
  private static Optional<String> shown(JsonNode answer, List<String> paths) {
    return DottedPath.firstText(answer, paths)
        .map(text -> text.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(text -> !text.isEmpty())
        .map(text -> text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text);
  }
}
