package dev.carabiner.server.providers;

import java.util.List;
import java.util.Optional;

/// How a provider speaks where the standard leaves a choice.
///
/// @param defaultScopes asked for by an app that names none
/// @param scopes those that the catalogue can explain
/// @param pkce whether a code challenge is sent
/// @param clientAuthentication as the entry says; absent: see discovery, else in the body
/// @param issuerInCallback whether the provider promises `iss` in its callbacks (RFC 9207)
/// @param revocation how a grant is ended
/// @param account where the connected account is read
public record Protocol(
    List<String> defaultScopes,
    List<KnownScope> scopes,
    Pkce pkce,
    Optional<ClientAuthentication> clientAuthentication,
    boolean issuerInCallback,
    RevocationRules revocation,
    AccountRules account) {
  public Protocol {
    defaultScopes = List.copyOf(defaultScopes);
    scopes = List.copyOf(scopes);
  }
}
