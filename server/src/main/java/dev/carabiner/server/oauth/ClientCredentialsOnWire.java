package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.Base64;
import java.util.Map;

/// Puts a client's credentials into a request, in one way and never in two (RFC 6749 section 2.3).
final class ClientCredentialsOnWire {
  private ClientCredentialsOnWire() {}

  /// How this client authenticates at the token endpoint: without a secret there is only one way.
  static ClientAuthentication method(OAuthClient client) {
    return client.clientSecret().isEmpty()
        ? ClientAuthentication.NONE
        : client.provider().clientAuthentication();
  }

  /// As in a code exchange.
  static void put(OAuthClient client, Map<String, Secret> headers, Map<String, String> params) {
    put(client, method(client), headers, params);
  }

  /// As in a refresh, where some want it otherwise.
  static void putInRefresh(
      OAuthClient client, Map<String, Secret> headers, Map<String, String> params) {
    var way =
        client
            .provider()
            .provider()
            .quirks()
            .find(Quirk.RefreshClientAuthentication.class)
            .filter(_ -> client.clientSecret().isPresent())
            .map(Quirk.RefreshClientAuthentication::way);
    put(client, way.orElseGet(() -> method(client)), headers, params);
  }

  private static void put(
      OAuthClient client,
      ClientAuthentication way,
      Map<String, Secret> headers,
      Map<String, String> params) {
    var own = client.provider().provider().quirks().find(Quirk.ClientAuthenticationHeader.class);
    if (own.isPresent() && client.clientSecret().isPresent()) {
      params.put("client_id", client.clientId());
      var values = client.templateValues();
      values.put("client_secret", secret(client));
      var header = own.get().header();
      headers.put(header.name(), Secret.of(header.value().fill(values)));
      return;
    }
    switch (way) {
      case CLIENT_SECRET_BASIC -> headers.put("Authorization", basic(client));
      case CLIENT_SECRET_POST -> {
        params.put("client_id", client.clientId());
        params.put("client_secret", secret(client));
      }
      case CLIENT_SECRET_BEARER -> {
        params.put("client_id", client.clientId());
        headers.put("Authorization", bearer(client));
      }
      // RFC 7523 section 2.2; the secret is the JWT by now
      case PRIVATE_KEY_JWT -> {
        params.put("client_id", client.clientId());
        params.put(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        params.put("client_assertion", secret(client));
      }
      case NONE -> params.put("client_id", client.clientId());
    }
  }

  /// The header that has the secret as bearer token.
  static Secret bearer(OAuthClient client) {
    return Secret.of("Bearer " + secret(client));
  }

  /// The header for HTTP Basic; both halves are form-urlencoded first (RFC 6749 section 2.3.1).
  static Secret basic(OAuthClient client) {
    var pair = Form.encode(client.clientId()) + ":" + Form.encode(secret(client));
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  /// The client's secret; the empty text for a public client.
  static String secret(OAuthClient client) {
    return client.clientSecret().map(secret -> secret.reveal(Reveal.TO_THE_PROVIDER)).orElse("");
  }
}
