package dev.carabiner.server.oauth;

import java.util.List;
import java.util.Optional;

/// What a provider asks of requests and offers to clients, by its entry or by its metadata.
///
/// @param resource what tokens are asked for (RFC 8707); absent where nobody is to be told
/// @param scopes asked for by an app that names none, as a protected resource tells them
/// @param documents which clients may be named by the address of their metadata document
/// @param signedClients whether a client whose secret is a private key signs with it, though the
///   entry does not say so
/// @param boundTokens whether tokens are to be bound to a key of the connection's (RFC 9449)
/// @param pushed whether authorization requests have to be pushed (RFC 9126)
/// @param gap why discovery did not answer, where it might add something
public record Terms(
    Optional<String> resource,
    List<String> scopes,
    Documents documents,
    boolean signedClients,
    boolean boundTokens,
    boolean pushed,
    Optional<String> gap) {
  /// Which clients may be named by the address of a document.
  public enum Documents {
    NONE,
    /// Clients without a secret.
    PUBLIC,
    /// None of those, but clients that sign with a key of their own.
    SIGNED
  }

  public Terms {
    scopes = List.copyOf(scopes);
  }

  /// The same with those scopes.
  Terms asking(List<String> asked) {
    return new Terms(resource, asked, documents, signedClients, boundTokens, pushed, gap);
  }

  /// The same for tokens of that resource.
  Terms to(ProtectedResource wanted, List<String> asked) {
    return new Terms(
        Optional.of(wanted.resource()),
        asked,
        documents,
        signedClients,
        boundTokens || wanted.boundTokens(),
        pushed,
        gap);
  }
}
