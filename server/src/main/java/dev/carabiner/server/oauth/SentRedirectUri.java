package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.AskQuirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;

/// What a provider gets for the redirect URI: byte for byte the same in the authorization request
/// and in the exchange (RFC 6749 section 4.1.3).
public final class SentRedirectUri {
  private SentRedirectUri() {}

  /// What stands for `registered` there, without the state. To be kept with the flow.
  public static String of(OAuthClient client, String registered) {
    return client
        .provider()
        .provider()
        .quirks()
        .find(AskQuirk.RedirectUriAlias.class)
        .map(alias -> alias.value().fill(client.templateValues()))
        .orElse(registered);
  }

  /// What is sent of what was kept. The state rides along where the provider would lose it; it is
  /// not kept, for the callback brings it.
  ///
  /// @param kept from [#of]
  /// @param state of this flow
  public static String with(OAuthClient client, String kept, Secret state) {
    if (!client.provider().provider().quirks().has(AskQuirk.StateInRedirectUri.class)) return kept;
    return kept
        + (kept.contains("?") ? "&" : "?")
        + "state="
        + Form.encodeForUrl(state.reveal(Reveal.TO_THE_PROVIDER));
  }
}
