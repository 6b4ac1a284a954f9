package dev.carabiner.server.providers;

import java.util.Optional;
import java.util.Set;

/// How a grant is ended at a provider.
///
/// @param way the call
/// @param endsWholeGrant whether revoking one token ends every token that this client holds for
///   this account; true where nobody knows
/// @param note what else to know
/// @param page where users end a grant by themselves, at the provider
public record RevocationRules(
    Way way, boolean endsWholeGrant, Optional<String> note, Optional<String> page) {

  /// Which token is sent.
  public enum TokenChoice {
    ACCESS,
    REFRESH,
    /// The refresh token where there is one, and the access token too where the grant outlives it.
    EITHER
  }

  /// The call that ends a grant.
  public sealed interface Way {}

  /// RFC 7009 at the provider's revocation endpoint, if it has one.
  ///
  /// @param authentication absent: as at the token endpoint
  /// @param token which token is sent
  /// @param json whether the body is JSON, against the standard
  public record Standard(
      Optional<CallAuthentication> authentication, TokenChoice token, boolean json)
      implements Way {}

  /// A call of the provider's own.
  ///
  /// @param call what is sent
  /// @param token which token has to be there
  /// @param gone status codes that mean: there is no such token any more
  /// @param successField dotted path of the answer's member that has to be true; absent: the status
  ///   says it
  public record Custom(
      ProviderCall call, TokenChoice token, Set<Integer> gone, Optional<String> successField)
      implements Way {
    public Custom {
      gone = Set.copyOf(gone);
    }
  }

  /// The provider cannot be told.
  public record None() implements Way {}
}
