package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.CallAuthentication;
import dev.carabiner.server.providers.ProviderCall;
import dev.carabiner.server.providers.Template;
import dev.carabiner.server.providers.TokenPlace;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Builds the request of a provider's own kind of call; pure.
final class OwnCall {
  private final OAuthClient client;
  private final ProviderCall call;
  private final Optional<Secret> bearer;
  private final Map<String, String> values;

  /// @param accessToken what `${access_token}` stands for, and what shows who we are
  /// @param refreshToken what `${refresh_token}` stands for
  OwnCall(
      OAuthClient client,
      ProviderCall call,
      Optional<Secret> accessToken,
      Optional<Secret> refreshToken) {
    this.client = client;
    this.call = call;
    this.bearer = accessToken;
    this.values = client.templateValues();
    values.put("client_secret", ClientCredentialsOnWire.secret(client));
    accessToken.ifPresent(token -> values.put("access_token", text(token)));
    refreshToken.ifPresent(token -> values.put("refresh_token", text(token)));
  }

  /// The names in its templates that have no value, in alphabetical order; while there is one the
  /// request cannot be made.
  Set<String> missing() {
    var names = new TreeSet<String>();
    templates().forEach(template -> names.addAll(template.names()));
    names.removeAll(values.keySet());
    return names;
  }

  /// The request.
  ///
  /// @throws IllegalArgumentException when something is [#missing()], or the address is none
  OutboundRequest request(Duration deadline) {
    var params = new LinkedHashMap<String, String>();
    call.content().params().forEach((name, template) -> params.put(name, template.fill(values)));
    var query = new LinkedHashMap<String, String>();
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Accept", Secret.of("application/json"));
    extras(headers, query);
    if (call.authentication().isPresent())
      CallCredentials.put(call.authentication().get(), client, bearer, values, headers, params);
    else if (templates().stream().noneMatch(template -> template.names().contains("access_token")))
      asInTheApi(headers, query);
    if (call.content().inQuery()) query.putAll(params);
    var body = call.content().inQuery() ? Optional.<String>empty() : body(headers, params);
    return new OutboundRequest(call.method(), uri(query), headers, body.map(Secret::of), deadline);
  }

  /// What the API wants of every call, as far as it is known yet.
  private void extras(Map<String, Secret> headers, Map<String, String> query) {
    var api = client.provider().provider().about().api();
    api.extraHeaders()
        .forEach((name, template) -> {
          if (isKnown(template)) headers.put(name, Secret.of(template.fill(values)));
        });
    api.extraQuery()
        .forEach((name, template) -> {
          if (isKnown(template)) query.put(name, template.fill(values));
        });
  }

  private void asInTheApi(Map<String, Secret> headers, Map<String, String> query) {
    switch (client.provider().provider().about().api().token()) {
      case TokenPlace.Header(var name, var format) -> {
        if (isKnown(format)) headers.put(name, Secret.of(format.fill(values)));
      }
      case TokenPlace.Query(var name) -> bearer.ifPresent(token -> query.put(name, text(token)));
    }
  }

  private boolean isKnown(Template template) {
    return values.keySet().containsAll(template.names());
  }

  private Optional<String> body(Map<String, Secret> headers, Map<String, String> params) {
    return switch (call.content().body()) {
      case EMPTY -> Optional.empty();
      case FORM -> {
        if (params.isEmpty()) yield Optional.empty();
        headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));
        yield Optional.of(Form.body(params));
      }
      case JSON -> {
        headers.put("Content-Type", Secret.of("application/json"));
        yield Optional.of(TokenRequests.jsonOf(params));
      }
    };
  }

  private URI uri(Map<String, String> query) {
    var encoded = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> encoded.put(name, hostOrEncoded(name, value)));
    return withQuery(call.url().fill(encoded), query);
  }

  static URI withQuery(String url, Map<String, String> query) {
    if (query.isEmpty()) return URI.create(url);
    var joint = url.endsWith("?") || url.endsWith("&") ? "" : url.contains("?") ? "&" : "?";
    return URI.create(url + joint + Form.query(query));
  }

  /// Variables were checked by their patterns and may be hosts; everything else is encoded.
  private String hostOrEncoded(String name, String value) {
    return client.provider().variables().containsKey(name) ? value : Form.encodeForUrl(value);
  }

  private List<Template> templates() {
    var header =
        call.authentication().stream()
            .flatMap(way ->
                way instanceof CallAuthentication.Header(_, var value)
                    ? Stream.of(value)
                    : Stream.empty());
    return Stream.of(Stream.of(call.url()), call.content().params().values().stream(), header)
        .flatMap(all -> all)
        .toList();
  }

  private static String text(Secret token) {
    return token.reveal(Reveal.TO_THE_PROVIDER);
  }
}
