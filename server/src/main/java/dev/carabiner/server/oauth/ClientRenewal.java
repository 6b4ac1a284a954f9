package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Has the secret of a registered client renewed before it ends, where the server lets clients
/// manage their registration (RFC 7592): the client stays who it is, and so do all grants that it
/// holds. A server that gave no newer secret is not asked again for a while.
final class ClientRenewal {
  private static final System.Logger LOG = System.getLogger(ClientRenewal.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final Wire wire;
  private final Vault vault;
  private final InstantSource clock;
  private final Map<RegisteredClient.Place, Instant> inVain = new ConcurrentHashMap<>();

  ClientRenewal(Wire wire, Vault vault, InstantSource clock) {
    this.wire = wire;
    this.vault = vault;
    this.clock = clock;
  }

  /// Whether it is worth asking.
  boolean isPossible(RegisteredClient client) {
    var last = inVain.get(client.place());
    return client.management().isPresent()
        && (last == null || !clock.instant().isBefore(last.plus(PAUSE)));
  }

  /// The client with a secret that ends later; empty when the server gives none now.
  Optional<RegisteredClient> renewed(RegisteredClient client, RegistrationRequest said) {
    var answer = ask(client, said);
    var renewed =
        answer
            .filter(found -> found.clientId().equals(client.clientId()))
            .map(found -> after(client, found))
            .filter(next -> endsLater(next, client));
    if (renewed.isPresent()) {
      inVain.remove(client.place());
      LOG.log(
          System.Logger.Level.INFO,
          "app {0}: the secret of its client at {1} is renewed",
          client.place().app(),
          client.place().issuer());
    } else {
      inVain.put(client.place(), clock.instant());
    }
    return renewed;
  }

  private Optional<RegistrationAnswer.Registered> ask(
      RegisteredClient client, RegistrationRequest said) {
    var management = client.management().orElseThrow();
    try {
      var token = vault.open(management.token(), client.place().binding("registration_token"));
      var update =
          said.update(
              URI.create(management.uri()), client.clientId(), client.authentication(), token);
      var errand = Errand.of(Errand.Kind.REGISTRATION);
      return switch (RegistrationAnswer.read(wire.send(errand, update, BeforeSending.GO))) {
        case RegistrationAnswer.Registered registered -> Optional.of(registered);
        case RegistrationAnswer.Refused(var why) -> none(client, why);
        case RegistrationAnswer.NoAnswer(var why) -> none(client, why);
      };
    } catch (SealBroken broken) {
      return none(client, "its registration token does not open");
    }
  }

  private static Optional<RegistrationAnswer.Registered> none(RegisteredClient client, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "app {0}: the secret of its client at {1} is not renewed, {2}",
        client.place().app(),
        client.place().issuer(),
        why);
    return Optional.empty();
  }

  /// What the answer leaves out stays.
  private RegisteredClient after(RegisteredClient client, RegistrationAnswer.Registered answer) {
    var place = client.place();
    return new RegisteredClient(
        place,
        client.clientId(),
        answer
            .secret()
            .map(secret -> vault.seal(secret, place.binding("client_secret")))
            .or(client::secret),
        answer.authentication().orElse(client.authentication()),
        answer.scopes().isEmpty() ? client.scopes() : answer.scopes(),
        answer.secretEnd(),
        answer
            .management()
            .map(found ->
                new RegisteredClient.Management(
                    found.uri(), vault.seal(found.token(), place.binding("registration_token"))))
            .or(client::management));
  }

  private static boolean endsLater(RegisteredClient next, RegisteredClient former) {
    return next.secretEnd().isEmpty()
        || former.secretEnd().filter(next.secretEnd().get()::isAfter).isPresent();
  }
}
