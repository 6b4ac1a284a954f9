package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundRequest;
import java.time.InstantSource;
import java.util.List;

/// The two token calls. Each is sent at most once; when to repeat one is not decided here.
public final class TokenCalls {
  private final Wire wire;
  private final InstantSource clock;

  /// @param clock for `Retry-After` dates
  public TokenCalls(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /// Exchanges a code for tokens (RFC 6749 section 4.1.3), within 15 s.
  public TokenReply exchange(
      OAuthClient client, CodeExchange exchange, BeforeSending beforeSending) {
    return call(client, TokenRequests.exchange(client, exchange), exchange.scopes(), beforeSending);
  }

  /// Refreshes an access token (RFC 6749 section 6). An answer is waited for up to 45 s: who asks
  /// decides after less, but must not lose one that comes late.
  public TokenReply refresh(
      OAuthClient client, RefreshRequest refresh, BeforeSending beforeSending) {
    return call(client, TokenRequests.refresh(client, refresh), refresh.scopes(), beforeSending);
  }

  private TokenReply call(
      OAuthClient client,
      OutboundRequest request,
      List<String> scopes,
      BeforeSending beforeSending) {
    var answer = wire.send(request, beforeSending);
    var quirks = client.provider().provider().quirks();
    return new TokenAnswers(quirks, scopes).read(answer, clock.instant());
  }
}
