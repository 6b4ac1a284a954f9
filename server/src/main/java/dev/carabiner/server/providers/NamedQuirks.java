package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.Set;

/// Reads the words of `quirks`. Most repeat what other keys say; only those without a key of their
/// own count.
final class NamedQuirks {
  private static final Set<String> TAKEN =
      Set.of(
          "no_scopes",
          "free_host",
          "self_hosted",
          "redirect_uri_omitted_in_token",
          "same_url_for_both_endpoints",
          "install_flow",
          "authorization_in_fragment");
  private static final Set<String> TOLD_BY_KEYS =
      Set.of(
          "templated_endpoints",
          "environments",
          "separate_refresh_endpoint",
          "token_host_from_callback",
          "client_per_host",
          "endpoint_sunset",
          "extra_authorization_params",
          "omitted_authorization_params",
          "renamed_parameters",
          "scope_separator",
          "scope_plus_encoding",
          "scope_parameter_name",
          "pkce_required",
          "pkce_nonstandard",
          "redirect_uri_alias",
          "state_not_returned",
          "keep_from_callback",
          "callback_code_name",
          "signed_callback",
          "dirty_code",
          "post_callback",
          "unsolicited_callback",
          "basic_client_auth",
          "public_client",
          "signed_client_assertion",
          "secret_in_custom_header",
          "json_token_request",
          "get_token_request",
          "token_request_headers",
          "extra_token_params",
          "token_param_set_differs",
          "keep_from_token_response",
          "nested_token_response",
          "alternate_token_paths",
          "dual_tokens",
          "renamed_token_fields",
          "form_token_response",
          "scope_format_in_response",
          "absolute_expiry",
          "expires_in_as_string",
          "expires_in_missing",
          "refresh_expiry_reported",
          "never_expires",
          "expiry_depends_on_app",
          "no_refresh_token",
          "refresh_token_on_request",
          "rotating_refresh_token",
          "rotation_depends",
          "refresh_token_ends",
          "refresh_token_idle_end",
          "token_exchange_after_code",
          "refresh_by_access_token",
          "extra_refresh_params",
          "refresh_repeats_scope",
          "refresh_repeats_redirect_uri",
          "refresh_too_early_refused",
          "refresh_other_client_auth",
          "error_code_field",
          "error_nested_object",
          "error_http_200_error",
          "error_ok_flag",
          "error_status_message",
          "custom_revocation",
          "no_revocation",
          "custom_introspection",
          "lookup_after_connect",
          "userinfo_custom_request",
          "api_token_header",
          "api_token_in_query",
          "api_extra_headers",
          "user_agent_required",
          "api_base_from_connection");

  private NamedQuirks() {}

  static Set<String> of(YamlTree.Branch entry) {
    var words = new HashSet<String>();
    if (entry.get("quirks").isEmpty()) return words;
    for (var item : entry.need("quirks").row()) {
      if (!TAKEN.contains(item.text()) && !TOLD_BY_KEYS.contains(item.text()))
        throw item.problem("is no kind of quirk that the catalogue knows");
      words.add(item.text());
    }
    return words;
  }
}
