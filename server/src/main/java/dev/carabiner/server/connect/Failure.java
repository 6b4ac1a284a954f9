package dev.carabiner.server.connect;

import dev.carabiner.server.sessions.Reason;
import java.util.Set;

/// How a flow ends without a grant.
///
/// @param error for the application's callback: an OAuth code, or one of ours
/// @param description our words
/// @param why the reason of a session that never connected
record Failure(String error, String description, Reason why) {
  /// RFC 6749 section 5.2.
  private static final Set<String> TOKEN_ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  static final Failure REFUSED_HERE =
      new Failure(
          "access_denied",
          "The user said that this is not their connection.",
          Reason.ACCESS_DENIED);
  static final Failure ACCOUNT_MISMATCH =
      new Failure(
          "account_mismatch",
          "Another account was chosen than the one this connection belongs to.",
          Reason.ACCESS_DENIED);
  static final Failure REVOKED_MEANWHILE =
      new Failure(
          "access_denied",
          "The connection was revoked before it was finished.",
          Reason.ACCESS_DENIED);
  static final Failure EXCHANGE_UNKNOWN =
      new Failure(
          "server_error",
          "The provider's answer did not arrive. A new link is needed.",
          Reason.EXCHANGE_UNKNOWN);
  static final Failure UNTRUSTED =
      new Failure(
          "server_error",
          "The answer did not come from the provider that was asked.",
          Reason.PROVIDER_ERROR);
  static final Failure NOT_ANSWERING =
      new Failure(
          "server_error", "The provider does not answer at the moment.", Reason.PROVIDER_ERROR);

  /// What the provider answered at the callback; the word is an OAuth code already.
  static Failure denied(String error) {
    if (error.equals("access_denied"))
      return new Failure(error, "The user or the provider declined.", Reason.ACCESS_DENIED);
    return new Failure(error, "The provider answered with an error.", Reason.PROVIDER_ERROR);
  }

  /// What the provider answered to the code.
  static Failure exchangeRefused(String error) {
    var code = TOKEN_ERRORS.contains(error) ? error : "server_error";
    return new Failure(
        code, "The provider refused to complete the connection.", Reason.PROVIDER_ERROR);
  }
}
