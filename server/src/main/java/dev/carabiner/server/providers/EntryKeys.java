package dev.carabiner.server.providers;

import java.util.Set;

/// The keys of an entry. Those of calls that we never make are kept as facts.
final class EntryKeys {
  static final Set<String> READ =
      Set.of(
          "id",
          "grant",
          "fields",
          "check",
          "name",
          "categories",
          "depth",
          "variant_of",
          "deprecated",
          "docs",
          "notes",
          "sources",
          "cross_check",
          "confidence",
          "successor",
          "quirks",
          "setup",
          "api",
          "authorization_endpoint",
          "token_endpoint",
          "refresh_endpoint",
          "revocation_endpoint",
          "introspection_endpoint",
          "userinfo_endpoint",
          "device_authorization_endpoint",
          "account_endpoint",
          "issuer",
          "issuer_template",
          "issuer_in_callback",
          "environments",
          "variables",
          "scope_separator",
          "scope_space_encoding",
          "scope_parameter",
          "scope_parameters",
          "default_scopes",
          "scopes",
          "scope_aliases",
          "unreported_scopes",
          "implied_scopes",
          "authorization_params",
          "parameter_names",
          "authorization_client_id",
          "authorization_fragment",
          "redirect_uri_value",
          "state_in_redirect_uri",
          "callback",
          "token_params",
          "refresh_params",
          "omit_authorization_params",
          "omit_token_params",
          "pkce",
          "pkce_method",
          "pkce_note",
          "client_auth",
          "token_request_method",
          "token_request_format",
          "token_request_headers",
          "token_request_params_extra",
          "token_client_auth",
          "client_secret_jwt",
          "client_assertion",
          "exchange",
          "after_connect",
          "userinfo",
          "refresh",
          "token_response",
          "lifecycle",
          "limits",
          "errors",
          "revocation",
          "introspection",
          "account",
          "mcp_server",
          "resource",
          "registration",
          "pushed_authorization_request_endpoint",
          "pushed_authorization_requests",
          "dpop");

  /// What a variant does not take from the entry that it is a variant of.
  static final Set<String> OWN =
      Set.of("id", "name", "categories", "depth", "variant_of", "docs", "notes", "deprecated");

  /// What belongs to the issuer, and is not inherited by an entry that names another.
  static final Set<String> OF_THE_ISSUER =
      Set.of(
          "authorization_endpoint",
          "token_endpoint",
          "refresh_endpoint",
          "revocation_endpoint",
          "introspection_endpoint",
          "userinfo_endpoint",
          "device_authorization_endpoint",
          "account_endpoint",
          "issuer_template",
          "environments",
          "limits");

  private EntryKeys() {}
}
