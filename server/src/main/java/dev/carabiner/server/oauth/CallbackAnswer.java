package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a provider's callback brought (RFC 6749 section 4.1.2, RFC 9207).
public sealed interface CallbackAnswer {
  /// A code to exchange, and what else the callback tells.
  ///
  /// @param code what is exchanged
  /// @param kept what the entry wants kept of it: our name → value
  /// @param variables values of the entry's variables, each one that the entry accepts
  /// @param grantedScopes as the provider spells them; absent where the callback does not tell
  record Code(
      Secret code,
      Map<String, Secret> kept,
      Map<String, String> variables,
      Optional<List<String>> grantedScopes)
      implements CallbackAnswer {
    public Code {
      kept = Map.copyOf(kept);
      variables = Map.copyOf(variables);
      grantedScopes = grantedScopes.map(List::copyOf);
    }

    /// Whether it brings nothing but the code and scopes.
    public boolean tellsNothing() {
      return kept.isEmpty() && variables.isEmpty();
    }

    /// What was known of the connection, with what this callback tells over it.
    public KeptValues over(KeptValues known) {
      var told = new HashMap<>(kept);
      variables.forEach((name, value) -> told.put(name, Secret.of(value)));
      return known.with(told);
    }
  }

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
