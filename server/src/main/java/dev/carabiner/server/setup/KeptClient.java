package dev.carabiner.server.setup;

import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A machine client and what is known of its row.
///
/// @param secrets one for each of the client's secret hashes, in their order, the oldest first
/// @param version goes up with every change
/// @param created when it was made; absent for one that is older than this was kept
public record KeptClient(
    MachineClient client, List<SecretMark> secrets, long version, Optional<Instant> created) {
  public KeptClient {
    secrets = List.copyOf(secrets);
    if (secrets.size() != client.secretHashes().size())
      throw new IllegalArgumentException("Each secret of a client has a mark");
  }

  /// What one calls a secret by.
  ///
  /// @param number never given to another secret of the same client that the API makes
  /// @param created when it was made; absent for those of the settings file
  public record SecretMark(int number, Optional<Instant> created) {}

  /// As in a settings file: secrets are known by their places.
  public static List<SecretMark> byPlace(int secrets) {
    var marks = new ArrayList<SecretMark>();
    for (var number = 1; number <= secrets; number++)
      marks.add(new SecretMark(number, Optional.empty()));
    return marks;
  }

  KeptClient with(String name, Scopes scopes, boolean enabled) {
    return new KeptClient(
        new MachineClient(
            client.id(), name, client.workspace(), scopes, client.secretHashes(), enabled),
        secrets,
        version,
        created);
  }

  KeptClient withSecret(String hash, Instant now) {
    var number = secrets.isEmpty() ? 1 : secrets.getLast().number() + 1;
    var hashes = new ArrayList<>(client.secretHashes());
    hashes.add(hash);
    var marks = new ArrayList<>(secrets);
    marks.add(new SecretMark(number, Optional.of(now)));
    return withSecrets(hashes, marks);
  }

  /// Without that secret; empty when it has none of that number.
  Optional<KeptClient> withoutSecret(int number) {
    for (var place = 0; place < secrets.size(); place++) {
      if (secrets.get(place).number() != number) continue;
      var hashes = new ArrayList<>(client.secretHashes());
      var marks = new ArrayList<>(secrets);
      hashes.remove(place);
      marks.remove(place);
      return Optional.of(withSecrets(hashes, marks));
    }
    return Optional.empty();
  }

  private KeptClient withSecrets(List<String> hashes, List<SecretMark> marks) {
    return new KeptClient(
        new MachineClient(
            client.id(),
            client.name(),
            client.workspace(),
            client.scopes(),
            hashes,
            client.enabled()),
        marks,
        version,
        created);
  }
}
