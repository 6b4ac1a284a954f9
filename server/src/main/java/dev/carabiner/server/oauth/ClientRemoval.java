package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.apps.RegisteredClients;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Removes the clients of deleted apps where we had registered them (RFC 7592 section 2.3): tried
/// for a day, then forgotten.
public final class ClientRemoval {
  private static final System.Logger LOG = System.getLogger(ClientRemoval.class.getName());
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final int MOST_TRIES = 24;
  private static final int BATCH = 10;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final RegisteredClients clients;
  private final Wire wire;
  private final Vault vault;

  public ClientRemoval(RegisteredClients clients, Wire wire, Vault vault) {
    this.clients = clients;
    this.wire = wire;
    this.vault = vault;
  }

  /// Removes those that are left, one batch.
  public void run() {
    for (var left : clients.takeLeft(AGAIN, BATCH)) {
      if (isDone(left.client()) || left.tries() >= MOST_TRIES) forget(left.client());
    }
  }

  private void forget(RegisteredClient client) {
    clients.forget(client.place());
    LOG.log(
        System.Logger.Level.INFO,
        "app {0}: its client at {1} is gone",
        client.place().app(),
        client.place().issuer());
  }

  /// Whatever the server says to it is its last word; without a word it is asked again.
  private boolean isDone(RegisteredClient client) {
    if (client.management().isEmpty()) return true;
    var management = client.management().get();
    try {
      var token = vault.open(management.token(), client.place().binding("registration_token"));
      var headers =
          Map.of("Authorization", Secret.of("Bearer " + token.reveal(Reveal.TO_THE_PROVIDER)));
      var request =
          new OutboundRequest(
              "DELETE", URI.create(management.uri()), headers, Optional.empty(), DEADLINE);
      return wire.send(Errand.of(Errand.Kind.CLIENT_REMOVAL), request, BeforeSending.GO)
              instanceof OutboundAnswer.Answered answered
          && answered.status() < SERVER_ERRORS
          && answered.status() != TOO_MANY_REQUESTS;
    } catch (SealBroken broken) {
      return true;
    }
  }
}
