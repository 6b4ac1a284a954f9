package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The client that an app has registered at a provider.
///
/// @param provider where it is registered
/// @param clientId its `client_id`
/// @param clientSecret absent for a public client
/// @param kept what is known of the connection that it speaks for
/// @param preferredToken which of the tokens of a double answer the app wants
/// @param identity the client at the identity provider whose ID tokens the app shows, if it does
public record OAuthClient(
    ResolvedProvider provider,
    String clientId,
    Optional<Secret> clientSecret,
    KeptValues kept,
    Optional<String> preferredToken,
    Optional<OAuthClient> identity) {
  /// A client that speaks for no connection yet.
  public OAuthClient(ResolvedProvider provider, String clientId, Optional<Secret> clientSecret) {
    this(provider, clientId, clientSecret, KeptValues.NONE, Optional.empty(), Optional.empty());
  }

  /// The same, speaking for that connection.
  public OAuthClient speakingFor(KeptValues connection) {
    return new OAuthClient(provider, clientId, clientSecret, connection, preferredToken, identity);
  }

  /// The same provider and connection by another client.
  OAuthClient as(String otherId, Secret secret) {
    return new OAuthClient(provider, otherId, Optional.of(secret), kept, preferredToken, identity);
  }

  /// The same at that provider.
  OAuthClient at(ResolvedProvider other) {
    return new OAuthClient(other, clientId, clientSecret, kept, preferredToken, identity);
  }

  /// The same with another secret.
  OAuthClient withSecret(Secret secret) {
    return new OAuthClient(provider, clientId, Optional.of(secret), kept, preferredToken, identity);
  }

  /// The same, wanting that token of a double answer.
  OAuthClient preferring(Optional<String> token) {
    return new OAuthClient(provider, clientId, clientSecret, kept, token, identity);
  }

  /// The same with that client at the users' identity provider.
  OAuthClient assertedBy(OAuthClient other) {
    return new OAuthClient(
        provider, clientId, clientSecret, kept, preferredToken, Optional.of(other));
  }

  /// What templates may name: kept values, checked variables over them, and the client's id.
  Map<String, String> templateValues() {
    var values = new LinkedHashMap<>(kept.forTemplates());
    values.putAll(provider.variables());
    values.put("client_id", clientId);
    return values;
  }

  /// The scopes that the token should have: the app's, or else those that the resource wants, or
  /// else the catalogue's defaults; and those that a resource wanted later.
  public List<String> requested(Consent consent) {
    return withChallenged(consent, consent.needed());
  }

  /// Likewise, the scopes that a user is asked for, be they meant for this token or another.
  List<String> asked(Consent consent) {
    return withChallenged(consent, consent.all());
  }

  private List<String> withChallenged(Consent consent, List<String> ofTheApp) {
    var told = provider.terms().scopes();
    var ordinarily = told.isEmpty() ? provider.provider().protocol().defaultScopes() : told;
    var scopes = new LinkedHashSet<>(consent.all().isEmpty() ? ordinarily : ofTheApp);
    challenged().ifPresent(more -> scopes.addAll(List.of(more.split(" ", -1))));
    return List.copyOf(scopes);
  }

  private Optional<String> challenged() {
    return Optional.ofNullable(kept.values().get(OwnValues.CHALLENGED_SCOPES))
        .map(scopes -> scopes.reveal(Reveal.TO_THE_PROVIDER));
  }

  /// The same about to ask for a first grant: with a key for it, where tokens are bound to one.
  public OAuthClient beginning() {
    return provider.terms().boundTokens()
        ? speakingFor(kept.with(Map.of(OwnValues.PROOF_KEY, ProofKey.fresh())))
        : this;
  }

  /// What is kept with a new grant, so that it is used only where it came from.
  Map<String, Secret> provenance() {
    var values = new LinkedHashMap<String, Secret>();
    challenged().ifPresent(more -> values.put(OwnValues.CHALLENGED_SCOPES, Secret.of(more)));
    Optional.ofNullable(kept.values().get(OwnValues.PROOF_KEY))
        .ifPresent(key -> values.put(OwnValues.PROOF_KEY, key));
    identity.ifPresent(other ->
        values.put(
            OwnValues.IDENTITY_PROVIDER, Secret.of(other.provider().tokenEndpoint().toString())));
    if (provider.provider().quirks().has(Quirk.McpServer.class))
      provider
          .issuer()
          .issuer()
          .ifPresent(issuer -> values.put(OwnValues.ISSUER, Secret.of(issuer)));
    return values;
  }
}
