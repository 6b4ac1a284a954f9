package dev.carabiner.server.oauth;

import com.nimbusds.jose.jwk.ECKey;
import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.apps.RegisteredClients;
import dev.carabiner.server.base.Json;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The keys of clients that are named by a document of ours and sign: one for each app, made when
/// it is first needed, kept sealed like a registration, whose place is the document itself.
public final class ClientKeys {
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final String FIELD = "client_secret";

  private final RegisteredClients clients;
  private final RedirectUris addresses;
  private final Vault vault;

  public ClientKeys(RegisteredClients clients, RedirectUris addresses, Vault vault) {
    this.clients = clients;
    this.addresses = addresses;
    this.vault = vault;
  }

  /// The app's private key; empty when it does not open, or another node is making it at this very
  /// moment.
  Optional<Secret> key(AppKey app) {
    var place = place(app);
    var known = clients.find(place);
    if (known.isEmpty() && clients.take(place, LEASE)) {
      try {
        if (clients.find(place).isEmpty()) clients.put(made(place));
      } finally {
        clients.release(place);
      }
    }
    return clients.find(place).flatMap(this::opened);
  }

  /// The document that describes the app's client and its public key; empty while there is none.
  public Optional<ObjectNode> document(ConnectedApp app) {
    return clients
        .find(place(app.key()))
        .flatMap(this::opened)
        .map(key -> {
          var address = addresses.signedClient(app.key());
          var document =
              new RegistrationRequest(app.name(), addresses.of(app.key()), List.of())
                  .document(address, "private_key_jwt");
          document.put("token_endpoint_auth_signing_alg", ProofKey.ALGORITHM);
          document.putObject("jwks").putArray("keys").add(publicHalf(key));
          return document;
        });
  }

  private RegisteredClient made(RegisteredClient.Place place) {
    return new RegisteredClient(
        place,
        place.issuer(),
        Optional.of(vault.seal(ProofKey.fresh(), place.binding(FIELD))),
        "private_key_jwt",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Secret> opened(RegisteredClient client) {
    try {
      return client.secret().map(one -> vault.open(one, client.place().binding(FIELD)));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }

  private RegisteredClient.Place place(AppKey app) {
    return new RegisteredClient.Place(app, addresses.signedClient(app), addresses.of(app));
  }

  private static ObjectNode publicHalf(Secret key) {
    try {
      var jwk = ECKey.parse(key.reveal(Reveal.TO_SIGN)).toPublicJWK().toJSONString();
      return Json.parseObject(jwk).orElseThrow();
    } catch (ParseException broken) {
      throw new IllegalStateException("the kept key of a client is none", broken);
    }
  }
}
