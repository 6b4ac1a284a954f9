package dev.carabiner.server.oauth;

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

  /// Whether an app's `authorization-params` may not name this parameter.
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
