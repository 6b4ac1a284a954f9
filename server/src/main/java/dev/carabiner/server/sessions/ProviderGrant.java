package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Vault;
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

  /// The same with its seals moved from one place to another.
  public ProviderGrant resealed(Vault vault, SealedAt from, SealedAt to) {
    var moved =
        tokens.map(set ->
            new TokenSet(
                vault.reseal(
                    set.accessToken(), from.field("access_token"), to.field("access_token")),
                set.refreshToken()
                    .map(token ->
                        vault.reseal(
                            token, from.field("refresh_token"), to.field("refresh_token"))),
                set.start(),
                set.end()));
    var movedKept = kept.map(values -> vault.reseal(values, from.field("kept"), to.field("kept")));
    return new ProviderGrant(moved, requested, granted, account, movedKept, end);
  }

  /// The same with another end of its access token.
  ProviderGrant livingUntil(Instant tokenEnd) {
    return withTokens(
        tokens.map(set ->
            new TokenSet(
                set.accessToken(), set.refreshToken(), set.start(), Optional.of(tokenEnd))));
  }

  /// The same with other tokens.
  ProviderGrant withTokens(Optional<TokenSet> others) {
    return new ProviderGrant(others, requested, granted, account, kept, end);
  }

  /// The same with other kept values.
  ProviderGrant withKept(Optional<Sealed> others) {
    return new ProviderGrant(tokens, requested, granted, account, others, end);
  }

  /// When work in the background has to look at a session with this grant: at the end of a token
  /// that nothing can renew.
  Optional<Instant> due() {
    return tokens.filter(set -> set.refreshToken().isEmpty()).flatMap(TokenSet::end);
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
