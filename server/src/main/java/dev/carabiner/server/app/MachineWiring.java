package dev.carabiner.server.app;

import dev.carabiner.server.m2m.BearerGate;
import dev.carabiner.server.m2m.DiscoveryDoor;
import dev.carabiner.server.m2m.IssuerSettings;
import dev.carabiner.server.m2m.OAuthTokenEndpoint;
import dev.carabiner.server.m2m.OperatorClients;
import dev.carabiner.server.m2m.SigningKeys;
import dev.carabiner.server.m2m.TokenIssuer;
import dev.carabiner.server.m2m.TokenVerifier;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.web.Door;
import dev.carabiner.vault.Vault;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Puts together how programs prove who they are.
///
/// @param doors where they get a token, and the keys that it is checked with
/// @param gate lets their requests in
/// @param operators who operates this node
record MachineWiring(List<Door> doors, BearerGate gate, OperatorClients operators) {

  /// What it stands on.
  record Rooms(
      Settings.Server server, Vault vault, InstantSource clock, Supplier<KeyPair> keyPairs) {}

  static MachineWiring of(Store store, Rooms rooms) {
    var issuing =
        new IssuerSettings(
            rooms.server().url(), rooms.server().audiences(), IssuerSettings.LIFETIME);
    var keys = new SigningKeys(store.signingKeys(), rooms.vault(), rooms.clock(), rooms.keyPairs());
    var issuer = new TokenIssuer(issuing, keys, rooms.clock());
    var operators = new OperatorClients(issuer, rooms.clock());
    var gate =
        new BearerGate(
            new TokenVerifier(issuing, keys, rooms.clock()),
            id -> operators.find(id).or(() -> store.clients().find(id)));
    return new MachineWiring(
        List.of(new OAuthTokenEndpoint(store.clients(), issuer), new DiscoveryDoor(issuing, keys)),
        gate,
        operators);
  }
}
