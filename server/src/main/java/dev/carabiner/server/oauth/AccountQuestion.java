package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.CallAuthentication;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.ProviderCall;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Template;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Builds the requests that ask whose token it is; pure.
final class AccountQuestion {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private AccountQuestion() {}

  /// The request; empty when the provider has no such address, or something that it needs is not
  /// known of the connection.
  static Optional<OutboundRequest> at(OAuthClient client, Endpoint endpoint, Secret accessToken) {
    var own =
        endpoint == Endpoint.USERINFO
            ? client.provider().provider().quirks().find(Quirk.OwnUserinfo.class)
            : Optional.<Quirk.OwnUserinfo>empty();
    return own.map(Quirk.OwnUserinfo::call)
        .or(() -> client.provider().at(endpoint).map(AccountQuestion::get))
        .map(call -> new OwnCall(client, call, Optional.of(accessToken), Optional.empty()))
        .filter(call -> call.missing().isEmpty())
        .map(call -> call.request(DEADLINE));
  }

  private static ProviderCall get(URI uri) {
    return new ProviderCall(
        "GET",
        new Template(uri.toString()),
        Optional.<CallAuthentication>empty(),
        new ProviderCall.Content(ProviderCall.Body.EMPTY, Map.of(), true));
  }
}
