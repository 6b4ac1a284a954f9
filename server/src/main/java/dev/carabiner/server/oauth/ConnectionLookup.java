package dev.carabiner.server.oauth;

/// Asks a provider, right after connecting, which accounts, tenants or sites a grant reaches.
@FunctionalInterface
public interface ConnectionLookup {
  /// What it told. Where the provider's entry has no such look-up, or no usable answer came,
  /// [AccountChoice#NONE]: a connection is not lost for it, so nothing is thrown. Takes 5 s at
  /// most.
  AccountChoice of(OAuthClient client, Grant grant);
}
