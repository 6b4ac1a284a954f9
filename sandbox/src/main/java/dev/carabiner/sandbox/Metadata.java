package dev.carabiner.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the provider says of itself (RFC 8414 and OpenID Connect Discovery, one document). */
final class Metadata {
  private final SandboxSettings settings;
  private final String issuer;

  Metadata(SandboxSettings settings, String issuer) {
    this.settings = settings;
    this.issuer = issuer;
  }

  Map<String, Object> document() {
    List<String> authentication =
        new ArrayList<>(List.of("client_secret_basic", "client_secret_post"));
    if (settings.clients().stream().anyMatch(client -> client.secret().isEmpty())) {
      authentication.add("none");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("authorization_endpoint", issuer + "/authorize");
    document.put("token_endpoint", issuer + "/token");
    document.put("revocation_endpoint", issuer + "/revoke");
    document.put("introspection_endpoint", issuer + "/introspect");
    document.put("userinfo_endpoint", issuer + "/userinfo");
    document.put("jwks_uri", issuer + "/jwks");
    document.put("scopes_supported", List.copyOf(settings.consent().scopes().keySet()));
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", List.of("query"));
    document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("claims_supported", List.of("sub", "name", "email", "email_verified"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("token_endpoint_auth_methods_supported", authentication);
    document.put("revocation_endpoint_auth_methods_supported", authentication);
    document.put("introspection_endpoint_auth_methods_supported", authentication);
    document.put("request_uri_parameter_supported", false);
    if (settings.consent().sendIssuer()) {
      document.put("authorization_response_iss_parameter_supported", true);
    }
    return document;
  }
}
