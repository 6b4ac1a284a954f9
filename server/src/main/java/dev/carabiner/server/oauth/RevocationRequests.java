package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.RevocationRules;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Builds revocation requests; pure.
final class RevocationRequests {
  private RevocationRequests() {}

  /// One token of a session.
  ///
  /// @param hint its `token_type_hint`
  record Token(Secret value, String hint) {}

  /// RFC 7009 section 2.1.
  static OutboundRequest standard(
      OAuthClient client, URI endpoint, RevocationRules.Standard way, Token token) {
    var params = new LinkedHashMap<String, String>();
    params.put("token", token.value().reveal(Reveal.TO_THE_PROVIDER));
    params.put("token_type_hint", token.hint());
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    headers.put(
        "Content-Type",
        Secret.of(way.json() ? "application/json" : "application/x-www-form-urlencoded"));
    if (way.authentication().isEmpty()) ClientCredentialsOnWire.put(client, headers, params);
    else {
      var values = client.templateValues();
      values.put("client_secret", ClientCredentialsOnWire.secret(client));
      values.put("access_token", token.value().reveal(Reveal.TO_THE_PROVIDER));
      CallCredentials.put(
          way.authentication().get(), client, Optional.of(token.value()), values, headers, params);
    }
    var body = way.json() ? TokenRequests.jsonOf(params) : Form.body(params);
    return new OutboundRequest(
        "POST", endpoint, headers, Optional.of(Secret.of(body)), TokenRequests.DEADLINE);
  }

  /// The provider's own call.
  static OwnCall custom(OAuthClient client, RevocationRules.Custom way, TokensToRevoke tokens) {
    return new OwnCall(client, way.call(), tokens.accessToken(), tokens.refreshToken());
  }
}
