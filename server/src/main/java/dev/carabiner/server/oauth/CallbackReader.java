package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what a callback brought; pure. The issuer is looked at before anything else.
public final class CallbackReader {
  private static final int MAX_CODE = 4 * 1024;

  /// RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6.
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "unauthorized_client",
          "access_denied",
          "unsupported_response_type",
          "invalid_scope",
          "server_error",
          "temporarily_unavailable",
          "interaction_required",
          "login_required",
          "account_selection_required",
          "consent_required",
          "invalid_request_uri",
          "invalid_request_object",
          "request_not_supported",
          "request_uri_not_supported",
          "registration_not_supported");

  private CallbackReader() {}

  /// Reads a callback.
  ///
  /// @param parameters decoded, none repeated
  /// @param expected the issuer that the flow was started with
  public static CallbackAnswer read(Map<String, String> parameters, ExpectedIssuer expected) {
    var wrong = issuerProblem(expected, Optional.ofNullable(parameters.get("iss")));
    if (wrong.isPresent()) return new CallbackAnswer.Untrusted(wrong.get());
    var error = parameters.get("error");
    if (error != null)
      return new CallbackAnswer.Denied(ERRORS.contains(error) ? error : "server_error");
    var code = parameters.get("code");
    if (code == null) return new CallbackAnswer.Untrusted("neither code nor error");
    if (!Visible.isPlain(code, MAX_CODE))
      return new CallbackAnswer.Untrusted("the code is too long or holds invisible characters");
    return new CallbackAnswer.Code(Secret.of(code));
  }

  /// What is wrong with the `iss` of a callback (RFC 9207 section 2.4). Promised and there: must be
  /// equal. Promised and missing: wrong. Not promised and there: must be equal. Neither: nothing is
  /// wrong. Where no issuer is known there is nothing to compare with. Equal means the same
  /// characters, nothing normalised.
  static Optional<String> issuerProblem(ExpectedIssuer expected, Optional<String> got) {
    if (got.isEmpty())
      return expected.promised()
          ? Optional.of("the provider promises iss and sent none")
          : Optional.empty();
    return expected.issuer().isEmpty() || expected.issuer().equals(got)
        ? Optional.empty()
        : Optional.of("iss is not the issuer that the flow was started with");
  }
}
