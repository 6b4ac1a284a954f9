package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the code of a flow goes: fixed when the browser is sent on, so that a code never reaches
/// an address that was set up while the browser was away.
///
/// It is the token endpoint as far as it is known before the callback, and the client; where the
/// callback has a say in the address, also what the entry makes of it.
public final class Destination {
  private Destination() {}

  /// What a flow keeps: all that the client knows of the connection, and where the code goes.
  public static KeptValues keptWith(OAuthClient client) {
    return client.kept().with(Map.of(OwnValues.DESTINATION, Secret.of(of(client))));
  }

  /// What a flow kept of the connection itself.
  public static KeptValues without(KeptValues kept) {
    var values = new HashMap<>(kept.values());
    values.remove(OwnValues.DESTINATION);
    return new KeptValues(values);
  }

  /// Whether the code would still go where it was to go when `kept` was.
  ///
  /// @param client made anew from what the flow kept and nothing else
  public static boolean isStill(OAuthClient client, KeptValues kept) {
    return Optional.ofNullable(kept.values().get(OwnValues.DESTINATION))
        .filter(fixed -> fixed.reveal(Reveal.TO_COMPARE).equals(of(client)))
        .isPresent();
  }

  private static String of(OAuthClient client) {
    var resolved = client.provider();
    var parts =
        Json.array()
            .add(resolved.at(Endpoint.TOKEN).map(URI::toString).orElse(""))
            .add(client.clientId())
            .add(waitsForCallback(resolved.provider()) ? resolved.provider().text() : "");
    return Sha256.hex(Json.write(parts));
  }

  private static boolean waitsForCallback(Provider provider) {
    return provider.addresses().variables().stream().anyMatch(Variable::toldByCallback);
  }
}
