package dev.carabiner.server.sessions;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns what a provider granted into what we keep.
public final class GrantSealer {
  private final Vault vault;

  public GrantSealer(Vault vault) {
    this.vault = vault;
  }

  /// A first grant.
  ///
  /// @param start when its life began
  /// @param at where its fields are sealed to
  public ProviderGrant first(
      Grant grant,
      List<String> requested,
      Optional<ProviderAccount> account,
      Instant start,
      SealedAt at) {
    return new ProviderGrant(
        Optional.of(tokens(grant, start, at)),
        requested,
        grant.scopes().orElse(requested),
        account,
        sealed(new KeptValues(grant.kept()), at.field("kept")),
        grant.refreshLifetime().map(start::plus));
  }

  /// What follows `old` after a refresh. A refresh token that the answer leaves out stays valid
  /// (RFC 6749 section 6), and so do scopes and kept values.
  ///
  /// @param oldAt where the old grant's fields are sealed to
  /// @param at where the new grant's fields are sealed to
  public ProviderGrant renewed(
      ProviderGrant old, Grant grant, Instant start, SealedAt oldAt, SealedAt at) {
    var fresh = tokens(grant, start, at);
    var end = fresh.end().or(() -> formerLife(old).map(start::plus));
    var refresh =
        fresh
            .refreshToken()
            .or(() ->
                old.tokens()
                    .flatMap(TokenSet::refreshToken)
                    .map(token ->
                        vault.reseal(
                            token, oldAt.field("refresh_token"), at.field("refresh_token"))));
    var kept = opened(old, oldAt).with(grant.kept());
    return new ProviderGrant(
        Optional.of(new TokenSet(fresh.accessToken(), refresh, start, end)),
        old.requested(),
        grant.scopes().orElse(old.granted()),
        old.account(),
        sealed(kept, at.field("kept")),
        grant.refreshLifetime().map(start::plus).or(old::end));
  }

  /// What is kept of a session's connection; nothing where it does not open, for the tokens are not
  /// to be lost with it.
  public KeptValues kept(Session session) {
    var generation = session.renewal().generation();
    return opened(session.grant(), field -> session.key().binding(field, generation));
  }

  /// What is to be told to the provider beside the tokens of a revocation; likewise.
  public KeptValues kept(Revocation revocation) {
    return opened(
        revocation.kept(), Revocation.binding(revocation.session(), revocation.id(), "kept"));
  }

  /// The values that a flow's browser was sent on with; likewise.
  public KeptValues kept(Flow flow, Flow.Step.Sent sent) {
    return opened(sent.values(), flow.binding("values"));
  }

  /// The same grant with these values over those that are kept.
  ///
  /// @param at where its fields are sealed to
  public ProviderGrant keeping(ProviderGrant grant, Map<String, Secret> newer, SealedAt at) {
    return grant.withKept(sealed(opened(grant, at).with(newer), at.field("kept")));
  }

  /// The values, sealed; absent where there are none.
  public Optional<Sealed> sealed(KeptValues values, Binding place) {
    if (values.values().isEmpty()) return Optional.empty();
    var json = Json.object();
    values.values().forEach((name, value) -> json.put(name, value.reveal(Reveal.TO_SEAL)));
    return Optional.of(vault.seal(Secret.of(Json.write(json)), place));
  }

  private KeptValues opened(ProviderGrant grant, SealedAt at) {
    return opened(grant.kept(), at.field("kept"));
  }

  private KeptValues opened(Optional<Sealed> kept, Binding place) {
    if (kept.isEmpty()) return KeptValues.NONE;
    try {
      return read(vault.open(kept.get(), place));
    } catch (SealBroken broken) {
      return KeptValues.NONE;
    }
  }

  private static KeptValues read(Secret json) {
    var values = new HashMap<String, Secret>();
    Json.parseObject(json.reveal(Reveal.TO_SEAL))
        .orElseThrow(() -> new IllegalStateException("kept values are a JSON object"))
        .properties()
        .forEach(member -> values.put(member.getKey(), Secret.of(member.getValue().asString())));
    return new KeptValues(values);
  }

  /// The same grant with another refresh token.
  ///
  /// @param other sealed to the field `orphan` at `oldAt`
  public ProviderGrant withRefreshToken(
      ProviderGrant old, Sealed other, SealedAt oldAt, SealedAt at) {
    var moved = old.resealed(vault, oldAt, at);
    var refresh = vault.reseal(other, oldAt.field("orphan"), at.field("refresh_token"));
    return moved.withTokens(
        moved
            .tokens()
            .map(set ->
                new TokenSet(set.accessToken(), Optional.of(refresh), set.start(), set.end())));
  }

  /// An answer that does not say how long its token lives means the life of the one before.
  private static Optional<Duration> formerLife(ProviderGrant old) {
    return old.tokens()
        .flatMap(tokens -> tokens.end().map(end -> Duration.between(tokens.start(), end)));
  }

  private TokenSet tokens(Grant grant, Instant start, SealedAt at) {
    var access = vault.seal(grant.accessToken(), at.field("access_token"));
    var refresh = grant.refreshToken().map(token -> vault.seal(token, at.field("refresh_token")));
    return new TokenSet(access, refresh, start, grant.lifetime().map(start::plus));
  }
}
