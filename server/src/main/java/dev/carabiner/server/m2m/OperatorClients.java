package dev.carabiner.server.m2m;

import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Clients that live for minutes, for operators who have shown in another way that they may: each
/// command gets a client of its own with all scopes. They live in this process alone.
public final class OperatorClients implements MachineClients {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final TokenIssuer issuer;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Live> live = new ConcurrentHashMap<>();

  public OperatorClients(TokenIssuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  private record Live(MachineClient client, Instant until) {}

  /// What an operator got.
  ///
  /// @param clientId the client that was made for it
  /// @param token its access token
  public record Issued(String clientId, IssuedToken token) {}

  /// A new client of that workspace with all scopes, and its token for five minutes.
  ///
  /// @throws dev.carabiner.server.base.Fault when the signing keys cannot be read
  public Issued issue(Workspace workspace) {
    var now = clock.instant();
    live.values().removeIf(old -> !now.isBefore(old.until()));
    var bytes = new byte[16];
    random.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    var audiences = issuer.settings().audiences().subList(0, 1);
    var grant = new TokenGrant(id, ConnectedAppsScopes.ALL, Scopes.NONE, audiences);
    var token = issuer.issue(grant, LIFETIME);
    var client =
        new MachineClient(id, "operator", workspace, ConnectedAppsScopes.ALL, List.of(), true);
    live.put(id, new Live(client, token.expiresAt()));
    return new Issued(id, token);
  }

  @Override
  public Optional<MachineClient> find(String id) {
    return Optional.ofNullable(live.get(id))
        .filter(found -> clock.instant().isBefore(found.until()))
        .map(Live::client);
  }
}
