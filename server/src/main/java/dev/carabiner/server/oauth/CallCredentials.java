package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.CallAuthentication;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.Map;
import java.util.Optional;

/// Shows who we are in a call that is not a token call.
final class CallCredentials {
  private CallCredentials() {}

  /// @param bearer the token for [CallAuthentication.Bearer]
  /// @param values for the template of [CallAuthentication.Header]
  static void put(
      CallAuthentication way,
      OAuthClient client,
      Optional<Secret> bearer,
      Map<String, String> values,
      Map<String, Secret> headers,
      Map<String, String> params) {
    switch (way) {
      case CallAuthentication.None() -> {}
      case CallAuthentication.Bearer() ->
          bearer.ifPresent(token ->
              headers.put(
                  "Authorization", Secret.of("Bearer " + token.reveal(Reveal.TO_THE_PROVIDER))));
      case CallAuthentication.ClientSecretBasic() ->
          headers.put("Authorization", ClientCredentialsOnWire.basic(client));
      case CallAuthentication.ClientSecretPost() -> {
        params.putIfAbsent(name(client, "client_id"), client.clientId());
        params.putIfAbsent(name(client, "client_secret"), ClientCredentialsOnWire.secret(client));
      }
      case CallAuthentication.ClientSecretBearer() ->
          headers.put("Authorization", ClientCredentialsOnWire.bearer(client));
      case CallAuthentication.ClientIdOnly() ->
          params.putIfAbsent(name(client, "client_id"), client.clientId());
      case CallAuthentication.AppToken() ->
          params.putIfAbsent(
              "access_token", client.clientId() + "|" + ClientCredentialsOnWire.secret(client));
      case CallAuthentication.Header(var name, var value) ->
          headers.put(name, Secret.of(value.fill(values)));
    }
  }

  private static String name(OAuthClient client, String standard) {
    return client.provider().provider().quirks().parameterNames().inTokenCall(standard);
  }
}
