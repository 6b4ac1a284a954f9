package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /// The body of a call.
  public enum Body {
    FORM,
    JSON,
    EMPTY
  }

  /// The call that ends a grant.
  public sealed interface Way {}

  /// RFC 7009 at the provider's revocation endpoint, if it has one.
  ///
  /// @param authentication absent: as at the token endpoint
  /// @param token which token is sent
  public record Standard(Optional<CallAuthentication> authentication, TokenChoice token)
      implements Way {}

  /// A call of the provider's own.
  ///
  /// @param method such as `DELETE`
  /// @param url may name `client_id`, `access_token`, `refresh_token` and the entry's variables
  /// @param authentication how we show who we are
  /// @param token which token has to be there
  /// @param content what is sent
  /// @param gone status codes that mean: there is no such token any more
  public record Custom(
      String method,
      Template url,
      CallAuthentication authentication,
      TokenChoice token,
      Content content,
      Set<Integer> gone)
      implements Way {
    public Custom {
      gone = Set.copyOf(gone);
    }
  }

  /// What a call of the provider's own carries.
  ///
  /// @param body the form of the body
  /// @param params filled like the URL
  /// @param inQuery whether the params go into the query in place of the body
  public record Content(Body body, Map<String, Template> params, boolean inQuery) {
    public Content {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }
  }

  /// The provider cannot be told.
  public record None() implements Way {}
}
