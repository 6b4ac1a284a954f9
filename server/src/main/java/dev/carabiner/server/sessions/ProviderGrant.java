package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the provider granted to a session.
///
/// @param tokens absent before the exchange and after the end
/// @param requested the scopes asked for
/// @param granted the scopes the provider said it granted; those asked for where it said nothing
/// @param account absent where the provider does not tell it
/// @param kept further values of the answer (a JSON object), sealed
/// @param end when the grant itself dies, where that is known
public record ProviderGrant(
    Optional<TokenSet> tokens,
    List<String> requested,
    List<String> granted,
    Optional<ProviderAccount> account,
    Optional<Sealed> kept,
    Optional<Instant> end) {
  public ProviderGrant {
    requested = List.copyOf(requested);
    granted = List.copyOf(granted);
  }

  /// The grant of a session that nobody has finished yet.
  public static ProviderGrant none(List<String> requested) {
    return new ProviderGrant(
        Optional.empty(),
        requested,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same without tokens and kept values.
  public ProviderGrant wiped() {
    return new ProviderGrant(
        Optional.empty(), requested, granted, account, Optional.empty(), Optional.empty());
  }

  /// The scopes asked for and not granted; none before the exchange.
  public List<String> missing() {
    return tokens.isEmpty()
        ? List.of()
        : requested.stream().filter(scope -> !granted.contains(scope)).toList();
  }
}
