package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.CallAuthentication;
import dev.carabiner.server.providers.RevocationRules;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
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
    headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));
    if (way.authentication().isEmpty()) ClientCredentialsOnWire.put(client, headers, params);
    else authenticate(way.authentication().get(), client, token, headers, params);
    return request("POST", endpoint, headers, Optional.of(Form.body(params)));
  }

  /// The provider's own call, with what its API wants of every call.
  static OutboundRequest custom(
      OAuthClient client, RevocationRules.Custom way, TokensToRevoke tokens, Token token) {
    var values = client.templateValues();
    values.put("access_token", text(tokens.accessToken()));
    values.put("refresh_token", text(tokens.refreshToken()));
    var forUrl = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> forUrl.put(name, hostOrEncoded(client, name, value)));
    values.put("client_secret", ClientCredentialsOnWire.secret(client));
    var params = new LinkedHashMap<String, String>();
    way.content().params().forEach((name, template) -> params.put(name, template.fill(values)));
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    client
        .provider()
        .provider()
        .about()
        .api()
        .extraHeaders()
        .forEach((name, template) -> headers.put(name, Secret.of(template.fill(values))));
    authenticate(way.authentication(), client, token, headers, params);
    var url = way.url().fill(forUrl);
    if (way.content().inQuery())
      return request(
          way.method(),
          URI.create(url + (url.contains("?") ? "&" : "?") + Form.query(params)),
          headers,
          Optional.empty());
    return switch (way.content().body()) {
      case EMPTY -> request(way.method(), URI.create(url), headers, Optional.empty());
      case FORM ->
          withBody(
              way.method(), url, headers, "application/x-www-form-urlencoded", Form.body(params));
      case JSON ->
          withBody(way.method(), url, headers, "application/json", TokenRequests.jsonOf(params));
    };
  }

  private static OutboundRequest withBody(
      String method, String url, Map<String, Secret> headers, String type, String body) {
    headers.put("Content-Type", Secret.of(type));
    return request(method, URI.create(url), headers, Optional.of(body));
  }

  private static OutboundRequest request(
      String method, URI uri, Map<String, Secret> headers, Optional<String> body) {
    return new OutboundRequest(method, uri, headers, body.map(Secret::of), TokenRequests.DEADLINE);
  }

  private static void authenticate(
      CallAuthentication way,
      OAuthClient client,
      Token token,
      Map<String, Secret> headers,
      Map<String, String> params) {
    switch (way) {
      case NONE -> {}
      case BEARER ->
          headers.put(
              "Authorization", Secret.of("Bearer " + token.value().reveal(Reveal.TO_THE_PROVIDER)));
      case CLIENT_SECRET_BASIC ->
          headers.put("Authorization", ClientCredentialsOnWire.basic(client));
      case CLIENT_SECRET_POST -> {
        params.putIfAbsent("client_id", client.clientId());
        params.putIfAbsent("client_secret", ClientCredentialsOnWire.secret(client));
      }
      case CLIENT_ID_ONLY -> params.putIfAbsent("client_id", client.clientId());
    }
  }

  private static String text(Optional<Secret> token) {
    return token.map(secret -> secret.reveal(Reveal.TO_THE_PROVIDER)).orElse("");
  }

  /// Variables were checked by their patterns and may be hosts; everything else is encoded.
  private static String hostOrEncoded(OAuthClient client, String name, String value) {
    return client.provider().variables().containsKey(name) ? value : Form.encodeForUrl(value);
  }
}
