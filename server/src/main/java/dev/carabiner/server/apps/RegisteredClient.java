package dev.carabiner.server.apps;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A client that we have registered for an app by program, in the words that the authorization
/// server answered (RFC 7591 section 3.2.1).
///
/// @param place where it is registered; it is never used elsewhere
/// @param clientId the `client_id`
/// @param secret the sealed `client_secret`; absent for a public client
/// @param authentication its `token_endpoint_auth_method`
/// @param scopes those that it may ask for; none: not said
/// @param secretEnd when its secret dies; absent: never
/// @param management how it is removed again, where the server said so
public record RegisteredClient(
    Place place,
    String clientId,
    Optional<Sealed> secret,
    String authentication,
    List<String> scopes,
    Optional<Instant> secretEnd,
    Optional<Management> management) {
  public RegisteredClient {
    scopes = List.copyOf(scopes);
  }

  /// What a registration belongs to.
  ///
  /// @param issuer the authorization server
  /// @param redirectUri the only one registered
  public record Place(AppKey app, String issuer, String redirectUri) {
    /// Where a field of the registration is sealed to.
    public Binding binding(String field) {
      return new Binding("", app.value(), Sha256.hex(issuer + "\n" + redirectUri), field, 0);
    }
  }

  /// RFC 7592.
  ///
  /// @param uri the `registration_client_uri`
  /// @param token the sealed `registration_access_token`
  public record Management(String uri, Sealed token) {}
}
