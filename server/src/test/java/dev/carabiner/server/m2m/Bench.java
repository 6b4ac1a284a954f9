package dev.carabiner.server.m2m;

import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All of the room put together on a clock that tests move.
final class Bench {
  static final String ID = "0123456789abcdef0123456789abcdef";
  static final String SECRET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ01234567";
  static final String ISSUER = "http://127.0.0.1:8899";
  static final String AUDIENCE = ISSUER + "/api";

  Instant now = Instant.parse("2026-11-23T12:00:00Z");
  final InstantSource clock = () -> now;
  final Vault vault = new Vault(KeyRing.of(Secret.of(new byte[32]), List.of()));
  final MemorySigningKeyStore store = new MemorySigningKeyStore();
  final IssuerSettings settings = IssuerSettings.of(ISSUER);
  final SigningKeys keys = new SigningKeys(store, vault, clock);
  final TokenIssuer issuer = new TokenIssuer(settings, keys, clock);
  final Map<String, MachineClient> clients = new ConcurrentHashMap<>();
  final BearerGate gate = new BearerGate(new TokenVerifier(settings, keys, clock), this::find);
  final OAuthTokenEndpoint endpoint = new OAuthTokenEndpoint(this::find, issuer);
  final DiscoveryDoor discovery = new DiscoveryDoor(settings, keys);

  /// Answers who called.
  final Door door =
      routes ->
          routes.get(
              "/guarded",
              gate.guarding(
                  ConnectedAppsScopes.READ,
                  (caller, request) ->
                      Reply.text(
                          200,
                          caller.clientId()
                              + " "
                              + caller.workspace()
                              + " "
                              + caller.scopes().asText())));

  Bench() {
    put(Scopes.of(ConnectedAppsScopes.READ, ConnectedAppsScopes.CREATE), true);
  }

  void put(Scopes scopes, boolean enabled) {
    clients.put(
        ID,
        new MachineClient(
            ID,
            "back end",
            new Workspace("team"),
            scopes,
            List.of(MachineClient.hash(Secret.of(SECRET))),
            enabled));
  }

  Optional<MachineClient> find(String id) {
    return Optional.ofNullable(clients.get(id));
  }

  String token() {
    var scopes = clients.get(ID).scopes();
    return issuer
        .issue(new TokenGrant(ID, scopes, Scopes.NONE, List.of(AUDIENCE)))
        .token()
        .reveal(Reveal.TO_COMPARE);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
