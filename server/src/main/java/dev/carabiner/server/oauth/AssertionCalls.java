package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gets tokens for an ID token of the application's user. The identity provider turns it into an
/// assertion for the one authorization server and resource (RFC 8693 section 2), which gives an
/// access token for that (RFC 7523 section 2.1); the draft Identity Assertion JWT Authorization
/// Grant puts the two together. Neither call spends anything.
final class AssertionCalls {
  private static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:";
  private static final String ASSERTION = TOKEN_TYPE + "id-jag";

  /// RFC 8693 section 2.2.2: how an ID token is refused; and how a policy says no.
  private static final Set<String> NOT_THIS_USER = Set.of("invalid_request", "access_denied");

  private final Wire wire;
  private final ProvenRequests proven;
  private final InstantSource clock;

  AssertionCalls(Wire wire, ProvenRequests proven, InstantSource clock) {
    this.wire = wire;
    this.proven = proven;
    this.clock = clock;
  }

  /// An access token, within 8 s and 15 s more.
  ///
  /// @param client with the one that the ID token was made out to
  /// @param asked whose refresh token is the ID token
  TokenReply token(OAuthClient client, RefreshRequest asked, BeforeSending beforeSending) {
    var identity = SignedClient.of(client.identity().orElseThrow(), clock.instant());
    var audience = client.provider().issuer().issuer();
    if (audience.isEmpty())
      return new TokenReply.NotDone("the issuer is not known", Optional.empty(), true);
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    params.put("requested_token_type", ASSERTION);
    params.put("audience", audience.get());
    client.provider().terms().resource().ifPresent(resource -> params.put("resource", resource));
    scope(client, asked).ifPresent(scope -> params.put("scope", scope));
    params.put("subject_token", asked.refreshToken().reveal(Reveal.TO_THE_PROVIDER));
    params.put("subject_token_type", TOKEN_TYPE + "id_token");
    var answer =
        wire.send(
            Errand.of(Errand.Kind.ASSERTION, identity),
            TokenRequests.own(identity, params)
                .within(
                    TokenRequests.SECOND.compareTo(asked.latest()) < 0
                        ? TokenRequests.SECOND
                        : asked.latest()),
            beforeSending);
    var quirks = identity.provider().provider().quirks();
    var reply =
        new TokenAnswers(quirks, List.of(), Optional.empty(), "N_A").read(answer, clock.instant());
    return switch (reply) {
      case TokenReply.Granted(var assertion) ->
          isAssertion(answer)
              ? forAssertion(client, asked, assertion.accessToken())
              : new TokenReply.Refused("wrong_issued_token_type");
      case TokenReply.Refused(var error) when NOT_THIS_USER.contains(error) ->
          new TokenReply.Dead(error);
      case TokenReply.Dead _,
          TokenReply.OursIsWrong _,
          TokenReply.Refused _,
          TokenReply.NotDone _,
          TokenReply.InDoubt _ ->
          reply;
    };
  }

  private TokenReply forAssertion(OAuthClient client, RefreshRequest asked, Secret assertion) {
    var ready = SignedClient.of(client, clock.instant());
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    params.put("assertion", assertion.reveal(Reveal.TO_THE_PROVIDER));
    scope(client, asked).ifPresent(scope -> params.put("scope", scope));
    client.provider().terms().resource().ifPresent(resource -> params.put("resource", resource));
    var request = TokenRequests.own(ready, params).within(asked.latest());
    var errand = Errand.of(Errand.Kind.REFRESH, ready);
    var answer = proven.send(errand, ready, request, Optional.empty(), BeforeSending.GO);
    var reply = TokenAnswers.of(ready, asked.scopes()).read(answer, clock.instant());
    return reply instanceof TokenReply.Granted(var grant)
        ? new TokenReply.Granted(grant.refreshedAsBefore())
        : reply;
  }

  private static Optional<String> scope(OAuthClient client, RefreshRequest asked) {
    Quirks quirks = client.provider().provider().quirks();
    var separator =
        quirks.find(Quirk.ScopesJoinedBy.class).map(Quirk.ScopesJoinedBy::separator).orElse(" ");
    return Optional.of(String.join(separator, asked.scopes())).filter(text -> !text.isEmpty());
  }

  /// Whether it is what was asked for, and nothing that others would take for a token.
  private static boolean isAssertion(OutboundAnswer answer) {
    return answer instanceof OutboundAnswer.Answered answered
        && Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER))
            .filter(body -> body.path("issued_token_type").asString("").equals(ASSERTION))
            .isPresent();
  }
}
