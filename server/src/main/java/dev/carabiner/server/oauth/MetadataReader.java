package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads metadata; pure.
final class MetadataReader {
  private static final List<Endpoint> TOLD =
      List.of(
          Endpoint.AUTHORIZATION,
          Endpoint.TOKEN,
          Endpoint.REVOCATION,
          Endpoint.INTROSPECTION,
          Endpoint.USERINFO,
          Endpoint.DEVICE_AUTHORIZATION,
          Endpoint.REGISTRATION,
          Endpoint.PUSHED_AUTHORIZATION_REQUEST);

  private MetadataReader() {}

  /// The metadata of `issuer`; empty when the document names another issuer (RFC 8414 section 3.3):
  /// same characters, nothing normalised.
  static Optional<Metadata> read(ObjectNode document, String issuer) {
    if (!document.path("issuer").isString() || !document.path("issuer").asString().equals(issuer))
      return Optional.empty();
    return Optional.of(
        new Metadata(
            issuer,
            endpoints(document),
            clientAuthentication(document),
            texts(document, "code_challenge_methods_supported").contains("S256"),
            isTrue(document, "authorization_response_iss_parameter_supported"),
            offers(document),
            keys(document)));
  }

  /// The metadata in a document whose issuer nobody knows beforehand; empty when that has another
  /// origin than the place where the document was found.
  static Optional<Metadata> readFrom(ObjectNode document, URI place) {
    var issuer = document.path("issuer").isString() ? document.path("issuer").asString() : "";
    return EndpointUri.parse(issuer)
        .filter(uri -> EndpointUri.origin(uri).equals(EndpointUri.origin(place)))
        .flatMap(_ -> read(document, issuer));
  }

  private static Metadata.Offers offers(ObjectNode document) {
    var methods = texts(document, "token_endpoint_auth_methods_supported");
    return new Metadata.Offers(
        isTrue(document, "client_id_metadata_document_supported"),
        methods.isEmpty() || methods.contains("none"),
        methods.contains("private_key_jwt"),
        isTrue(document, "require_pushed_authorization_requests"),
        texts(document, "scopes_supported"),
        texts(document, "dpop_signing_alg_values_supported"));
  }

  private static boolean isTrue(ObjectNode document, String name) {
    return document.path(name).isBoolean() && document.path(name).booleanValue();
  }

  private static Map<Endpoint, URI> endpoints(ObjectNode document) {
    var endpoints = new EnumMap<Endpoint, URI>(Endpoint.class);
    for (var endpoint : TOLD) {
      var node = document.path(endpoint.key());
      if (node.isString())
        EndpointUri.parse(node.asString()).ifPresent(uri -> endpoints.put(endpoint, uri));
    }
    return endpoints;
  }

  // RFC 8414 section 2: where nothing is said, client_secret_basic is meant.
  private static ClientAuthentication clientAuthentication(ObjectNode document) {
    var offered = texts(document, "token_endpoint_auth_methods_supported");
    if (offered.isEmpty() || offered.contains("client_secret_basic"))
      return ClientAuthentication.CLIENT_SECRET_BASIC;
    if (offered.contains("client_secret_post")) return ClientAuthentication.CLIENT_SECRET_POST;
    return offered.contains("none")
        ? ClientAuthentication.NONE
        : ClientAuthentication.CLIENT_SECRET_BASIC;
  }

  private static Optional<URI> keys(ObjectNode document) {
    var place = document.path("jwks_uri");
    return place.isString() ? EndpointUri.parse(place.asString()) : Optional.empty();
  }

  private static List<String> texts(ObjectNode document, String name) {
    return StreamSupport.stream(document.path(name).spliterator(), false)
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .toList();
  }
}
