package dev.carabiner.server.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Sends the requests of connections whose tokens are bound to a key, each with its proof; all
/// others as they are.
///
/// Servers may want a nonce of theirs in it (RFC 9449 sections 8 and 9). The newest of each is
/// used. A server that says that it wants another has done nothing, so the request is sent once
/// more; after an answer that never came, nothing is.
final class ProvenRequests {
  private static final String WANTS_NONCE = "use_dpop_nonce";
  private static final Duration NONCES_KEPT_FOR = Duration.ofHours(1);
  private static final int MOST_SERVERS = 1000;
  private static final int LONGEST_NONCE = 512;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;

  private final Wire wire;
  private final InstantSource clock;
  private final Cache<String, String> nonces =
      Caffeine.newBuilder().maximumSize(MOST_SERVERS).expireAfterWrite(NONCES_KEPT_FOR).build();

  ProvenRequests(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /// Sends `request`, at most twice.
  ///
  /// @param errand what it is for
  /// @param client speaks for the connection
  /// @param accessToken the one that the request carries as bearer token, if it does
  /// @param beforeSending asked each time
  OutboundAnswer send(
      Errand errand,
      OAuthClient client,
      OutboundRequest request,
      Optional<Secret> accessToken,
      BeforeSending beforeSending) {
    var key = ProofKey.of(client.kept());
    if (key.isEmpty()) return wire.send(errand, request, beforeSending);
    var server = EndpointUri.origin(request.uri());
    var known = Optional.ofNullable(nonces.getIfPresent(server));
    var first = wire.send(errand, proven(request, key.get(), accessToken, known), beforeSending);
    var given = nonce(first);
    given.ifPresent(nonce -> nonces.put(server, nonce));
    if (given.isEmpty() || given.equals(known) || !wantsNonce(first)) return first;
    var second = wire.send(errand, proven(request, key.get(), accessToken, given), beforeSending);
    nonce(second).ifPresent(nonce -> nonces.put(server, nonce));
    return second;
  }

  private OutboundRequest proven(
      OutboundRequest request, ProofKey key, Optional<Secret> accessToken, Optional<String> nonce) {
    var headers = new LinkedHashMap<>(request.headers());
    var bearer = accessToken.map(token -> "Bearer " + token.reveal(Reveal.TO_THE_PROVIDER));
    if (bearer.isPresent())
      headers.replaceAll((_, value) ->
          value.matches(Secret.of(bearer.get()))
              ? Secret.of(ProofKey.TOKEN_TYPE + bearer.get().substring("Bearer".length()))
              : value);
    headers.put(
        "DPoP", key.proof(request.method(), request.uri(), accessToken, nonce, clock.instant()));
    return new OutboundRequest(
        request.method(), request.uri(), headers, request.body(), request.deadline());
  }

  private static Optional<String> nonce(OutboundAnswer answer) {
    return answer instanceof OutboundAnswer.Answered answered
        ? answered.header("dpop-nonce").filter(text -> Visible.isPlain(text, LONGEST_NONCE))
        : Optional.empty();
  }

  /// RFC 9449 section 8 for authorization servers, section 9 for all others.
  private static boolean wantsNonce(OutboundAnswer answer) {
    if (!(answer instanceof OutboundAnswer.Answered answered)) return false;
    return switch (answered.status()) {
      case BAD_REQUEST -> isNamed(answered);
      case UNAUTHORIZED ->
          isNamed(answered)
              || answered.headers().getOrDefault("www-authenticate", List.of()).stream()
                  .anyMatch(challenge -> challenge.contains("\"" + WANTS_NONCE + "\""));
      default -> false;
    };
  }

  private static boolean isNamed(OutboundAnswer.Answered answered) {
    return Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER))
        .filter(body -> body.path("error").asString("").equals(WANTS_NONCE))
        .isPresent();
  }
}
