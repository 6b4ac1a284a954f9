package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What we say of an app's client, in a registration (RFC 7591 section 2) or in a document that is
/// its client id; pure.
///
/// @param name what people are told
/// @param redirectUri the only one
/// @param scopes those that it will ask for; none: not said
public record RegistrationRequest(String name, String redirectUri, List<String> scopes) {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  public RegistrationRequest {
    scopes = List.copyOf(scopes);
  }

  /// The document at `address`, which names itself as the client.
  public ObjectNode document(String address) {
    return document(address, "none");
  }

  /// The same of a client that authenticates so.
  ObjectNode document(String address, String authentication) {
    return Json.object().put("client_id", address).setAll(metadata(authentication));
  }

  /// An update of a registration (RFC 7592 section 2.2), whose answer may bring a new secret.
  OutboundRequest update(URI place, String clientId, String authentication, Secret token) {
    var body = Json.object().put("client_id", clientId).setAll(metadata(authentication));
    var headers =
        Map.of(
            "Accept", Secret.of("application/json"),
            "Content-Type", Secret.of("application/json"),
            "Authorization", Secret.of("Bearer " + token.reveal(Reveal.TO_THE_PROVIDER)));
    return new OutboundRequest(
        "PUT", place, headers, Optional.of(Secret.of(Json.write(body))), DEADLINE);
  }

  /// To a registration endpoint (RFC 7591 section 3.1).
  OutboundRequest standard(URI endpoint, String authentication) {
    return post(endpoint, "application/json", Json.write(metadata(authentication)));
  }

  /// To a provider with an address of its own kind.
  OutboundRequest form(URI endpoint) {
    var params = new LinkedHashMap<String, String>();
    params.put("client_name", name);
    params.put("redirect_uris", redirectUri);
    if (!scopes.isEmpty()) params.put("scopes", String.join(" ", scopes));
    return post(endpoint, "application/x-www-form-urlencoded", Form.body(params));
  }

  private ObjectNode metadata(String authentication) {
    var metadata = Json.object().put("client_name", name);
    metadata.putArray("redirect_uris").add(redirectUri);
    metadata.putArray("grant_types").add("authorization_code").add("refresh_token");
    metadata.putArray("response_types").add("code");
    metadata.put("token_endpoint_auth_method", authentication.toLowerCase(Locale.ROOT));
    metadata.put("application_type", "web");
    if (!scopes.isEmpty()) metadata.put("scope", String.join(" ", scopes));
    return metadata;
  }

  private static OutboundRequest post(URI endpoint, String type, String body) {
    var headers = Map.of("Accept", Secret.of("application/json"), "Content-Type", Secret.of(type));
    return new OutboundRequest("POST", endpoint, headers, Optional.of(Secret.of(body)), DEADLINE);
  }
}
