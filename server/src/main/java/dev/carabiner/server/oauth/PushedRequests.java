package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Hands authorization requests to providers that want them pushed (RFC 9126); all others are left
/// as they are.
public final class PushedRequests {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST = 2048;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Wire wire;
  private final InstantSource clock;

  /// @param clock for clients that sign
  public PushedRequests(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /// How it ended.
  public sealed interface Outcome {
    /// The browser goes there.
    record Ready(URI address) implements Outcome {}

    /// The provider does not want this request.
    ///
    /// @param error its OAuth error code, or `server_error`
    record Refused(String error) implements Outcome {}

    /// No answer; a later try may succeed.
    record Unreachable(String why) implements Outcome {}
  }

  /// The address for the browser.
  public Outcome address(AuthorizationRequest request) {
    var provider = request.client().provider();
    if (!provider.terms().pushed()) return new Outcome.Ready(request.uri());
    var endpoint = provider.at(Endpoint.PUSHED_AUTHORIZATION_REQUEST);
    if (endpoint.isEmpty()) return new Outcome.Refused("server_error");
    var errand = Errand.of(Errand.Kind.PUSHED_REQUEST, request.client());
    return read(wire.send(errand, push(request, endpoint.get()), BeforeSending.GO), request);
  }

  private OutboundRequest push(AuthorizationRequest request, URI endpoint) {
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));
    var credentials = new LinkedHashMap<String, String>();
    var client = SignedClient.of(request.client(), clock.instant());
    ClientCredentialsOnWire.put(client, headers, credentials);
    var query = request.uri().getRawQuery();
    // the request names the client already
    credentials.remove("client_id");
    var body = credentials.isEmpty() ? query : query + "&" + Form.body(credentials);
    return new OutboundRequest("POST", endpoint, headers, Optional.of(Secret.of(body)), DEADLINE);
  }

  private static Outcome read(OutboundAnswer answer, AuthorizationRequest request) {
    return switch (answer) {
      case OutboundAnswer.NotSent(_, var why) -> new Outcome.Unreachable(why);
      case OutboundAnswer.NoAnswer(var why) -> new Outcome.Unreachable(why);
      case OutboundAnswer.Answered answered -> {
        var body = Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER));
        var status = answered.status();
        if (status == CREATED || status == OK)
          yield body.flatMap(found -> text(found, "request_uri"))
              .<Outcome>map(uri -> new Outcome.Ready(address(request, uri)))
              .orElseGet(() -> new Outcome.Refused("server_error"));
        if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS)
          yield new Outcome.Unreachable("status " + status);
        yield new Outcome.Refused(
            body.flatMap(found -> text(found, "error"))
                .filter(Visible::isErrorCode)
                .orElse("server_error"));
      }
    };
  }

  /// RFC 9126 section 4: nothing but the client and the reference.
  private static URI address(AuthorizationRequest request, String requestUri) {
    var endpoint = request.client().provider().authorizationEndpoint().toString();
    var params = Map.of("request_uri", requestUri);
    var client = Map.of("client_id", request.client().clientId());
    return URI.create(
        endpoint
            + (endpoint.contains("?") ? "&" : "?")
            + Form.query(client)
            + "&"
            + Form.query(params));
  }

  private static Optional<String> text(ObjectNode body, String name) {
    var node = body.path(name);
    return node.isString() && Visible.isPlain(node.asString(), LONGEST)
        ? Optional.of(node.asString())
        : Optional.empty();
  }
}
