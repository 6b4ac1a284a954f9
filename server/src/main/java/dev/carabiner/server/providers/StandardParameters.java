package dev.carabiner.server.providers;

import java.util.Set;

/// The parameters of an authorization request that are ours to set.
public final class StandardParameters {
  private static final Set<String> NAMES =
      Set.of(
          "response_type",
          "response_mode",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "nonce",
          "code_challenge",
          "code_challenge_method",
          "request",
          "request_uri",
          "client_secret",
          "code_verifier",
          "code",
          "registration",
          "dpop_jkt");

  private StandardParameters() {}

  /// Whether it is one of them under the name that a provider gives it, its scopes' names included.
  public static boolean contains(String name, Quirks quirks) {
    return contains(name)
        || quirks.parameterNames().everywhere().containsValue(name)
        || quirks
            .find(Quirk.ScopeParameters.class)
            .map(scopes -> scopes.names().containsValue(name))
            .orElse(false);
  }

  /// Whether an app's `authorization-params` may not name this parameter.
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
