package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;

/// What a provider's callback brought (RFC 6749 section 4.1.2, RFC 9207).
public sealed interface CallbackAnswer {
  /// A code to exchange.
  record Code(Secret code) implements CallbackAnswer {}

  /// The provider or the user said no.
  ///
  /// @param error an error code of OAuth or OpenID; `server_error` for any other word
  record Denied(String error) implements CallbackAnswer {}

  /// It does not come from the provider that the flow was started with, or cannot be read. Nothing
  /// of it is shown, and nothing is exchanged.
  ///
  /// @param why for the log; holds nothing of the callback
  record Untrusted(String why) implements CallbackAnswer {}
}
