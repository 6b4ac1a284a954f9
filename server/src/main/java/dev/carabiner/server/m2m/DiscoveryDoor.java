package dev.carabiner.server.m2m;

import com.nimbusds.jose.jwk.RSAKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Tells programs where they get tokens and with which keys those are signed (RFC 8414, OpenID
/// Connect Discovery 1.0, RFC 7517). Open to everybody.
public final class DiscoveryDoor implements Door {
  private final IssuerSettings settings;
  private final SigningKeys keys;

  public DiscoveryDoor(IssuerSettings settings, SigningKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  @Override
  public void hang(Routes routes) {
    routes.get("/.well-known/openid-configuration", this::metadata);
    routes.get("/.well-known/oauth-authorization-server", this::metadata);
    routes.get("/.well-known/jwks", this::keySet);
    routes.get("/.well-known/jwks.json", this::keySet);
  }

  private Reply metadata(Request request) {
    var metadata = Json.object();
    metadata.put("issuer", settings.issuer());
    metadata.put("token_endpoint", settings.issuer() + OAuthTokenEndpoint.PATH);
    metadata.put("jwks_uri", settings.issuer() + "/.well-known/jwks.json");
    list(metadata, "subject_types_supported", List.of("public"));
    list(metadata, "response_types_supported", List.of());
    list(metadata, "grant_types_supported", List.of(OAuthTokenEndpoint.GRANT_TYPE));
    var methods = List.of("client_secret_basic", "client_secret_post");
    list(metadata, "token_endpoint_auth_methods_supported", methods);
    list(metadata, "id_token_signing_alg_values_supported", List.of("RS256"));
    list(metadata, "scopes_supported", ConnectedAppsScopes.ALL.names());
    return Reply.json(200, metadata);
  }

  private Reply keySet(Request request) {
    var set = Json.object();
    var array = set.putArray("keys");
    keys.published().forEach(key -> array.add(publicKey(key)));
    return Reply.json(200, set);
  }

  private static ObjectNode publicKey(RSAKey key) {
    var json = Json.object();
    json.put("kty", "RSA");
    json.put("use", "sig");
    json.put("alg", "RS256");
    json.put("kid", key.getKeyID());
    json.put("n", key.getModulus().toString());
    return json.put("e", key.getPublicExponent().toString());
  }

  private static void list(ObjectNode metadata, String name, List<String> values) {
    var array = metadata.putArray(name);
    values.forEach(array::add);
  }
}
