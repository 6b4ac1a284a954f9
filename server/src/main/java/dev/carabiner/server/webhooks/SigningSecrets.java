package dev.carabiner.server.webhooks;

import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a webhook's messages are signed with, sealed: one secret, or two while one is being
/// replaced.
///
/// @param current the newest
/// @param number counts the secrets of this webhook
/// @param old the one before, until its end
public record SigningSecrets(Sealed current, long number, Optional<Old> old) {
  /// A replaced secret.
  ///
  /// @param until signs no longer from then on
  public record Old(Sealed sealed, Instant until) {}

  static SigningSecrets first(Secret secret, Webhook.Key key, Vault vault) {
    return new SigningSecrets(vault.seal(secret, key.binding(1)), 1, Optional.empty());
  }

  SigningSecrets replaced(Secret secret, Webhook.Key key, Vault vault, Instant oldEnds) {
    var sealed = vault.seal(secret, key.binding(number + 1));
    return new SigningSecrets(sealed, number + 1, Optional.of(new Old(current, oldEnds)));
  }

  /// Those that sign at `now`, the newest first.
  List<Secret> opened(Webhook.Key key, Vault vault, Instant now) {
    var newest = vault.open(current, key.binding(number));
    var before =
        old.filter(secret -> now.isBefore(secret.until()))
            .map(secret -> vault.open(secret.sealed(), key.binding(number - 1)));
    return Stream.concat(Stream.of(newest), before.stream()).toList();
  }
}
