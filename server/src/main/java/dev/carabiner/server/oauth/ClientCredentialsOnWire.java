package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.providers.ClientAuthentication;
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

  static void put(OAuthClient client, Map<String, Secret> headers, Map<String, String> params) {
    switch (method(client)) {
      case CLIENT_SECRET_BASIC -> headers.put("Authorization", basic(client));
      case CLIENT_SECRET_POST -> {
        params.put("client_id", client.clientId());
        params.put("client_secret", secret(client));
      }
      case NONE -> params.put("client_id", client.clientId());
    }
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
