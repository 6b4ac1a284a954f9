package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.AskQuirk;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Builds token requests; pure.
final class TokenRequests {
  /// For a code, from name look-up to the last byte of the answer.
  static final Duration DEADLINE = Duration.ofSeconds(15);

  /// For the call that follows a code exchange.
  static final Duration SECOND = Duration.ofSeconds(8);

  private static final String CLIENT_ID = "client_id";
  private static final String RANDOM = "random";

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
    repeated(quirks, exchange, params);
    var headers = headers(client);
    omit(quirks, params);
    extras(client, params, extrasOfExchange(quirks), exchange.code());
    ClientCredentialsOnWire.put(client, headers, params);
    omitClientId(quirks, params);
    return request(client, client.provider().tokenEndpoint(), headers, params);
  }

  /// RFC 6749 section 6, or the call that the provider has in its place.
  static OutboundRequest refresh(OAuthClient client, RefreshRequest refresh) {
    var quirks = quirks(client);
    if (EnteredGrants.byClientCredentials(client)) return clientCredentials(client, refresh);
    var own = quirks.find(Quirk.OwnRefreshCall.class);
    if (own.isPresent()) return ownRefresh(client, own.get(), refresh).request(refresh.latest());
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "refresh_token");
    params.put("refresh_token", refresh.refreshToken().reveal(Reveal.TO_THE_PROVIDER));
    if (quirks.has(Quirk.RefreshRepeatsScope.class) && !refresh.scopes().isEmpty())
      params.put("scope", String.join(separator(quirks), refresh.scopes()));
    if (quirks.has(Quirk.RefreshRepeatsRedirectUri.class))
      params.put("redirect_uri", refresh.redirectUri());
    var headers = headers(client);
    extras(client, params, extrasOfRefresh(quirks), refresh.refreshToken());
    ClientCredentialsOnWire.putInRefresh(client, headers, params);
    omitClientId(quirks, params);
    return request(client, client.provider().refreshEndpoint(), headers, params)
        .within(refresh.latest());
  }

  /// RFC 6749 section 4.4.2; the refresh credential says which client asks.
  private static OutboundRequest clientCredentials(OAuthClient app, RefreshRequest refresh) {
    var client = EnteredGrants.client(app, refresh.refreshToken());
    var params = new LinkedHashMap<String, String>();
    params.put("grant_type", "client_credentials");
    if (!refresh.scopes().isEmpty())
      params.put("scope", String.join(separator(quirks(client)), refresh.scopes()));
    var headers = headers(client);
    extras(client, params, extrasOfExchange(quirks(client)), refresh.refreshToken());
    ClientCredentialsOnWire.put(client, headers, params);
    return request(client, client.provider().tokenEndpoint(), headers, params)
        .within(refresh.latest());
  }

  /// A request with these parameters and what shows who the client is.
  static OutboundRequest own(OAuthClient client, Map<String, String> own) {
    var params = new LinkedHashMap<>(own);
    var headers = headers(client);
    ClientCredentialsOnWire.put(client, headers, params);
    return request(client, client.provider().tokenEndpoint(), headers, params);
  }

  /// What follows a code exchange, where the provider wants it.
  static Optional<OwnCall> second(OAuthClient client, Secret accessToken) {
    return quirks(client)
        .find(Quirk.SecondExchange.class)
        .map(
            quirk -> new OwnCall(client, quirk.call(), Optional.of(accessToken), Optional.empty()));
  }

  /// What a code exchange needs of the connection and nobody has told, in alphabetical order.
  static Set<String> missingForExchange(OAuthClient client) {
    return missing(client, extrasOfExchange(quirks(client)));
  }

  /// The same for a refresh.
  static Set<String> missingForRefresh(OAuthClient client, RefreshRequest refresh) {
    var quirks = quirks(client);
    return quirks
        .find(Quirk.OwnRefreshCall.class)
        .map(quirk -> ownRefresh(client, quirk, refresh).missing())
        .orElseGet(() -> missing(client, extrasOfRefresh(quirks)));
  }

  private static OwnCall ownRefresh(
      OAuthClient client, Quirk.OwnRefreshCall quirk, RefreshRequest refresh) {
    var token = Optional.of(refresh.refreshToken());
    var renewed = quirks(client).has(Quirk.AccessTokenIsRenewed.class);
    return new OwnCall(client, quirk.call(), renewed ? token : Optional.empty(), token);
  }

  private static void repeated(Quirks quirks, CodeExchange exchange, Map<String, String> params) {
    var names =
        quirks
            .find(Quirk.RepeatedTokenParams.class)
            .map(Quirk.RepeatedTokenParams::names)
            .orElse(Set.of());
    if (names.contains("state"))
      exchange
          .state()
          .ifPresent(state -> params.put("state", state.reveal(Reveal.TO_THE_PROVIDER)));
    if (names.contains("scope") && !exchange.scopes().isEmpty())
      params.put("scope", String.join(separator(quirks), exchange.scopes()));
  }

  /// Before the extras, which may put something else in their place.
  private static void omit(Quirks quirks, Map<String, String> params) {
    quirks
        .find(Quirk.OmittedTokenParams.class)
        .ifPresent(quirk -> params.keySet().removeAll(quirk.names()));
  }

  private static void omitClientId(Quirks quirks, Map<String, String> params) {
    quirks
        .find(Quirk.OmittedTokenParams.class)
        .filter(quirk -> quirk.names().contains(CLIENT_ID))
        .ifPresent(_ -> params.remove(CLIENT_ID));
  }

  /// Fixed extras win: some providers have a `grant_type` of their own.
  ///
  /// @param seed what `${random}` is made of: known to nobody else, and another each time
  private static void extras(
      OAuthClient client, Map<String, String> params, Map<String, Template> extras, Secret seed) {
    var values = values(client);
    values.put(RANDOM, Sha256.base64url(seed.reveal(Reveal.TO_THE_PROVIDER)));
    extras.forEach((name, template) -> params.put(name, template.fill(values)));
    client.provider().terms().resource().ifPresent(uri -> params.putIfAbsent("resource", uri));
  }

  private static Map<String, Template> extrasOfExchange(Quirks quirks) {
    return quirks
        .find(Quirk.ExtraTokenParams.class)
        .map(Quirk.ExtraTokenParams::params)
        .orElse(Map.of());
  }

  private static Map<String, Template> extrasOfRefresh(Quirks quirks) {
    return quirks
        .find(Quirk.ExtraRefreshParams.class)
        .map(Quirk.ExtraRefreshParams::params)
        .orElse(Map.of());
  }

  private static Map<String, Template> ownHeaders(Quirks quirks) {
    return quirks
        .find(Quirk.TokenRequestHeaders.class)
        .map(Quirk.TokenRequestHeaders::headers)
        .orElse(Map.of());
  }

  private static Set<String> missing(OAuthClient client, Map<String, Template> extras) {
    var names = new TreeSet<String>();
    Stream.of(extras, ownHeaders(quirks(client)))
        .flatMap(templates -> templates.values().stream())
        .forEach(template -> names.addAll(template.names()));
    names.removeAll(values(client).keySet());
    names.remove(RANDOM);
    return names;
  }

  private static Map<String, Secret> headers(OAuthClient client) {
    var quirks = quirks(client);
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    if (!quirks.has(Quirk.GetTokenRequest.class))
      headers.put(
          "Content-Type",
          Secret.of(
              quirks.has(Quirk.JsonTokenRequest.class)
                  ? "application/json"
                  : "application/x-www-form-urlencoded"));
    var values = values(client);
    ownHeaders(quirks)
        .forEach((name, template) -> headers.put(name, Secret.of(template.fill(values))));
    return headers;
  }

  private static OutboundRequest request(
      OAuthClient client, URI endpoint, Map<String, Secret> headers, Map<String, String> params) {
    var quirks = quirks(client);
    var named = new LinkedHashMap<String, String>();
    params.forEach((name, value) -> named.put(named(quirks, name), value));
    if (quirks.has(Quirk.GetTokenRequest.class))
      return new OutboundRequest(
          "GET",
          OwnCall.withQuery(endpoint.toString(), named),
          headers,
          Optional.empty(),
          DEADLINE);
    var body = quirks.has(Quirk.JsonTokenRequest.class) ? jsonOf(named) : Form.body(named);
    return new OutboundRequest("POST", endpoint, headers, Optional.of(Secret.of(body)), DEADLINE);
  }

  /// Where the browser takes another id along, its name is the browser's too.
  private static String named(Quirks quirks, String name) {
    var names = quirks.parameterNames();
    return name.equals(CLIENT_ID) && quirks.has(AskQuirk.AuthorizationClientId.class)
        ? names.token().getOrDefault(name, name)
        : names.inTokenCall(name);
  }

  private static Map<String, String> values(OAuthClient client) {
    var values = client.templateValues();
    values.put("client_secret", ClientCredentialsOnWire.secret(client));
    return values;
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
