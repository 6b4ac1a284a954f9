package dev.carabiner.server.exchanges;

import java.util.Locale;
import java.util.Set;

/// The names whose values may be kept, once they are cleaned. Whatever is not named here is sealed.
final class Harmless {
  private static final Set<String> HEADERS_SENT = Set.of("accept", "content-type", "user-agent");

  private static final Set<String> PARAMETERS =
      Set.of(
          "grant_type",
          "response_type",
          "response_mode",
          "token_type_hint",
          "client_assertion_type",
          "code_challenge_method",
          "scope",
          "audience",
          "resource",
          "redirect_uri",
          "access_type",
          "prompt",
          "application_type",
          "token_endpoint_auth_method");

  private static final Set<String> MEMBERS =
      Set.of(
          "error",
          "error_description",
          "error_uri",
          "error_codes",
          "error_code",
          "error_subcode",
          "error_reason",
          "error_message",
          "error_type",
          "errors",
          "suberror",
          "message",
          "detail",
          "title",
          "reason",
          "status",
          "statuscode",
          "success",
          "ok",
          "active",
          "token_type",
          "expires_in",
          "ext_expires_in",
          "refresh_expires_in",
          "refresh_token_expires_in",
          "x_refresh_token_expires_in",
          "exp",
          "iat",
          "nbf",
          "scope",
          "scopes",
          "interval",
          "retry_after");

  private static final Set<String> METADATA =
      Set.of(
          "issuer",
          "resource",
          "jwks_uri",
          "authorization_servers",
          "authorization_endpoint",
          "token_endpoint",
          "revocation_endpoint",
          "introspection_endpoint",
          "userinfo_endpoint",
          "registration_endpoint",
          "pushed_authorization_request_endpoint",
          "scopes_supported",
          "grant_types_supported",
          "response_types_supported",
          "code_challenge_methods_supported",
          "token_endpoint_auth_methods_supported");

  /// Whether a `code` is one: of an error, where a number; else it may be of a flow.
  private static final String NUMBERED = "code";

  private Harmless() {}

  static boolean headerSent(String name) {
    return HEADERS_SENT.contains(folded(name));
  }

  /// @param byUsersOwnClient then even the client's id is what a user typed
  static boolean parameter(String name, boolean byUsersOwnClient) {
    return PARAMETERS.contains(folded(name))
        || (folded(name).equals("client_id") && !byUsersOwnClient);
  }

  /// @param metadata whether the answer describes the provider
  static boolean member(String name, boolean metadata) {
    return MEMBERS.contains(folded(name)) || (metadata && METADATA.contains(folded(name)));
  }

  static boolean number(String name, boolean metadata) {
    return member(name, metadata) || folded(name).equals(NUMBERED);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
