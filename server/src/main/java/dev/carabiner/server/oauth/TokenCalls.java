package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The two token calls. Each is sent at most once, but for a server that has done nothing and wants
/// its nonce in the proof; when to repeat one is not decided here.
public final class TokenCalls {
  private static final System.Logger LOG = System.getLogger(TokenCalls.class.getName());

  private final ProvenRequests proven;
  private final InstantSource clock;
  private final AssertionCalls assertions;

  /// @param clock for `Retry-After` dates
  public TokenCalls(Wire wire, InstantSource clock) {
    this.proven = new ProvenRequests(wire, clock);
    this.clock = clock;
    this.assertions = new AssertionCalls(wire, proven, clock);
  }

  /// Exchanges a code for tokens (RFC 6749 section 4.1.3), within 15 s. Where the provider has a
  /// second call that turns these tokens into others it is made too, within 8 s more; should it
  /// fail, what the code gave is the outcome.
  public TokenReply exchange(
      OAuthClient client, CodeExchange exchange, BeforeSending beforeSending) {
    var missing = TokenRequests.missingForExchange(client);
    if (!missing.isEmpty()) return lacking(missing);
    var ready = SignedClient.of(client, clock.instant());
    var reply =
        call(
            Errand.of(Errand.Kind.CODE_EXCHANGE, client),
            ready,
            TokenRequests.exchange(ready, exchange),
            exchange.scopes(),
            beforeSending);
    return reply instanceof TokenReply.Granted(var first)
        ? new TokenReply.Granted(
            second(ready, first, exchange.scopes()).keeping(client.provenance()))
        : reply;
  }

  /// Refreshes an access token (RFC 6749 section 6). An answer is waited for up to 45 s: who asks
  /// decides after less, but must not lose one that comes late.
  public TokenReply refresh(
      OAuthClient client, RefreshRequest refresh, BeforeSending beforeSending) {
    if (client.identity().isPresent()) return assertions.token(client, refresh, beforeSending);
    var missing = TokenRequests.missingForRefresh(client, refresh);
    if (!missing.isEmpty()) return lacking(missing);
    var ready = SignedClient.of(client, clock.instant());
    var reply =
        call(
            Errand.of(Errand.Kind.REFRESH, client),
            ready,
            TokenRequests.refresh(ready, refresh),
            refresh.scopes(),
            beforeSending);
    return EnteredGrants.byClientCredentials(client) ? byCredentials(client, reply) : reply;
  }

  /// The credentials stay what they are. Where they are the user's own, a provider that does not
  /// take them ends this connection and says nothing of the app.
  private static TokenReply byCredentials(OAuthClient app, TokenReply reply) {
    return switch (reply) {
      case TokenReply.Granted(var grant) -> new TokenReply.Granted(grant.refreshedAsBefore());
      case TokenReply.OursIsWrong(var error) when app.clientId().isEmpty() ->
          new TokenReply.Dead(error);
      case TokenReply.OursIsWrong _,
          TokenReply.Dead _,
          TokenReply.Refused _,
          TokenReply.NotDone _,
          TokenReply.InDoubt _ ->
          reply;
    };
  }

  private static TokenReply lacking(Set<String> names) {
    return new TokenReply.NotDone(
        "the connection has no value for " + String.join(", ", names), Optional.empty(), true);
  }

  private Grant second(OAuthClient client, Grant first, List<String> scopes) {
    var call =
        TokenRequests.second(
            client.speakingFor(client.kept().with(first.kept())), first.accessToken());
    if (call.isEmpty()) return first;
    var missing = call.get().missing();
    var reply =
        missing.isEmpty()
            ? call(
                Errand.of(Errand.Kind.SECOND_EXCHANGE, client),
                client,
                call.get().request(TokenRequests.SECOND),
                scopes,
                BeforeSending.GO)
            : lacking(missing);
    if (reply instanceof TokenReply.Granted(var second)) return second.after(first);
    LOG.log(
        System.Logger.Level.WARNING,
        "provider {0}: the call after the code exchange ended as {1}; its short token is kept",
        client.provider().provider().id(),
        reply.getClass().getSimpleName());
    return first;
  }

  private TokenReply call(
      Errand errand,
      OAuthClient client,
      OutboundRequest request,
      List<String> scopes,
      BeforeSending beforeSending) {
    var answer = proven.send(errand, client, request, Optional.empty(), beforeSending);
    return TokenAnswers.of(client, scopes).read(answer, clock.instant());
  }
}
