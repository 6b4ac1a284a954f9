package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Asks a provider how long an access token lives (RFC 7662).
public final class IntrospectionCall {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final Wire wire;
  private final InstantSource clock;

  /// @param clock for answers that do not say when the token was made
  public IntrospectionCall(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /// How long the token lives from its start; empty when the provider has no such endpoint or does
  /// not say, whatever the reason. Takes 5 s at most.
  public Optional<Duration> life(OAuthClient stored, Secret accessToken) {
    var client = SignedClient.of(stored, clock.instant());
    var own = client.provider().provider().quirks().find(Quirk.OwnIntrospection.class);
    if (own.isPresent()) return ownLife(client, own.get(), accessToken);
    return client
        .provider()
        .at(Endpoint.INTROSPECTION)
        .flatMap(uri -> answer(client, request(client, uri, accessToken)))
        .filter(answer -> answer.path("active").isBoolean() && answer.path("active").booleanValue())
        .flatMap(answer -> ClaimedLife.of(answer, clock.instant()));
  }

  private Optional<Duration> ownLife(
      OAuthClient client, Quirk.OwnIntrospection quirk, Secret accessToken) {
    var call = new OwnCall(client, quirk.call(), Optional.of(accessToken), Optional.empty());
    if (!call.missing().isEmpty()) return Optional.empty();
    return answer(client, call.request(DEADLINE))
        .flatMap(answer ->
            DottedPath.find(answer, quirk.lifetime())
                .flatMap(AnsweredLife::ofSeconds)
                .or(() ->
                    quirk.end().flatMap(time -> AnsweredLife.until(answer, time, clock.instant())))
                .or(() -> ClaimedLife.of(answer, clock.instant())));
  }

  private Optional<ObjectNode> answer(OAuthClient client, OutboundRequest request) {
    var errand = Errand.of(Errand.Kind.INTROSPECTION, client);
    return Optional.of(wire.send(errand, request, BeforeSending.GO))
        .filter(Answered.class::isInstance)
        .map(Answered.class::cast)
        .filter(answered -> answered.status() == OK)
        .flatMap(answered -> Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER)));
  }

  private static OutboundRequest request(OAuthClient client, URI endpoint, Secret accessToken) {
    var params = new LinkedHashMap<String, String>();
    params.put("token", accessToken.reveal(Reveal.TO_THE_PROVIDER));
    params.put("token_type_hint", "access_token");
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));
    ClientCredentialsOnWire.put(client, headers, params);
    return new OutboundRequest(
        "POST", endpoint, headers, Optional.of(Secret.of(Form.body(params))), DEADLINE);
  }
}
