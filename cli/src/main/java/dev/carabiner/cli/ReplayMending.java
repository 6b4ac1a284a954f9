package dev.carabiner.cli;

import dev.carabiner.cli.ReplayStep.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which keys of an entry to look at when a step does not hold.
final class ReplayMending {
  private static final Map<String, String> BY_COMPLAINT = new LinkedHashMap<>();

  static {
    BY_COMPLAINT.put(
        "authorization request:",
        "authorization_endpoint, authorization_params, parameter_names, scope_separator and pkce");
    BY_COMPLAINT.put(
        "token request:",
        "token_endpoint, client_auth, token_request_format, token_params and parameter_names");
    BY_COMPLAINT.put(
        "refresh request:", "token_endpoint, refresh_endpoint, refresh and refresh_params");
    BY_COMPLAINT.put(
        "revocation:", "revocation_endpoint, which no other call may share, and revocation");
    BY_COMPLAINT.put("introspection:", "introspection_endpoint and introspection");
    BY_COMPLAINT.put("exchange call:", "exchange");
    BY_COMPLAINT.put("refresh call:", "refresh");
    BY_COMPLAINT.put("there is nothing at", "the endpoints and the variables in them");
    BY_COMPLAINT.put(" call:", "after_connect, account_endpoint, userinfo and api");
  }

  private ReplayMending() {}

  /// One sentence on what to look at.
  static String of(Outcome outcome) {
    var why = outcome.failed().orElse("");
    return BY_COMPLAINT.entrySet().stream()
        .filter(each -> why.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .map(keys -> "look at the entry's " + keys)
        .orElseGet(() -> "look at the entry's " + keys(outcome.step()));
  }

  private static String keys(ReplayStep step) {
    return switch (step) {
      case CONNECT -> "endpoints, parameter_names, callback and token_response";
      case READ -> "token_response, account, after_connect and scope_separator";
      case KEEP, END -> "lifecycle and token_response";
      case REFRESH -> "lifecycle, refresh, refresh_endpoint and token_response";
      case CREDENTIALS_REFUSED, GRANT_WITHDRAWN, CODE_REFUSED -> "errors";
      case REVOKE, RECEIPT -> "revocation_endpoint and revocation";
    };
  }
}
