package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;

/// The random values of one flow, each independent of the others.
///
/// @param state comes back with the callback
/// @param codeVerifier stays here; its S256 challenge is sent where the provider takes one
/// @param nonce comes back in the ID token; sent only with the scope `openid`
public record OneTimeValues(Secret state, Secret codeVerifier, Secret nonce) {}
