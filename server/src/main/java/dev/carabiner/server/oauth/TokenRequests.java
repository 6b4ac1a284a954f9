package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.server.providers.Template;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Builds token requests; pure.
final class TokenRequests {
  /// For a code, from name look-up to the last byte of the answer.
  static final Duration DEADLINE = Duration.ofSeconds(15);

  /// For a refresh: who asks decides after less, but an answer that comes late is still worth
  /// having.
  static final Duration LATEST = Duration.ofSeconds(45);

  private TokenRequests() {}

  /// RFC 6749 section 4.1.3, RFC 7636 section 4.5.
  static OutboundRequest exchange(OAuthClient client, CodeExchange exchange) {
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "authorization_code");
    params.put("code", exchange.code().reveal(Reveal.TO_THE_PROVIDER));
    params.put("redirect_uri", exchange.redirectUri());
    exchange
        .codeVerifier()
        .ifPresent(
            verifier -> params.put("code_verifier", verifier.reveal(Reveal.TO_THE_PROVIDER)));
    var quirks = quirks(client);
    quirks
        .find(Quirk.OmittedTokenParams.class)
        .ifPresent(quirk -> params.keySet().removeAll(quirk.names()));
    var extras = quirks.find(Quirk.ExtraTokenParams.class).map(Quirk.ExtraTokenParams::params);
    return request(client, client.provider().tokenEndpoint(), params, extras.orElse(Map.of()));
  }

  /// RFC 6749 section 6.
  static OutboundRequest refresh(OAuthClient client, RefreshRequest refresh) {
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "refresh_token");
    params.put("refresh_token", refresh.refreshToken().reveal(Reveal.TO_THE_PROVIDER));
    var quirks = quirks(client);
    if (quirks.has(Quirk.RefreshRepeatsScope.class) && !refresh.scopes().isEmpty())
      params.put("scope", String.join(separator(quirks), refresh.scopes()));
    if (quirks.has(Quirk.RefreshRepeatsRedirectUri.class))
      params.put("redirect_uri", refresh.redirectUri());
    var extras = quirks.find(Quirk.ExtraRefreshParams.class).map(Quirk.ExtraRefreshParams::params);
    return request(client, client.provider().refreshEndpoint(), params, extras.orElse(Map.of()))
        .within(LATEST);
  }

  private static OutboundRequest request(
      OAuthClient client, URI endpoint, Map<String, String> params, Map<String, Template> extras) {
    var values = client.templateValues();
    values.put("client_secret", ClientCredentialsOnWire.secret(client));
    extras.forEach((name, template) -> params.putIfAbsent(name, template.fill(values)));
    var json = quirks(client).has(Quirk.JsonTokenRequest.class);
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    headers.put(
        "Content-Type", Secret.of(json ? "application/json" : "application/x-www-form-urlencoded"));
    quirks(client)
        .find(Quirk.TokenRequestHeaders.class)
        .ifPresent(quirk ->
            quirk
                .headers()
                .forEach((name, template) -> headers.put(name, Secret.of(template.fill(values)))));
    ClientCredentialsOnWire.put(client, headers, params);
    var body = json ? jsonOf(params) : Form.body(params);
    return new OutboundRequest("POST", endpoint, headers, Optional.of(Secret.of(body)), DEADLINE);
  }

  static String jsonOf(Map<String, String> params) {
    var object = Json.object();
    params.forEach(object::put);
    return Json.write(object);
  }

  private static String separator(Quirks quirks) {
    return quirks.find(Quirk.ScopesJoinedBy.class).map(Quirk.ScopesJoinedBy::separator).orElse(" ");
  }

  private static Quirks quirks(OAuthClient client) {
    return client.provider().provider().quirks();
  }
}
