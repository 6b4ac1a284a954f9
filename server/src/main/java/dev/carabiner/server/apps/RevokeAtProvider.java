package dev.carabiner.server.apps;

/// When a revoked session's tokens are revoked at the provider too. Many providers end the whole
/// grant when one token is revoked, and with it every other session of the same account.
public enum RevokeAtProvider {
  /// With every session, whoever else shares the grant.
  ALWAYS,
  /// With the last live session of the grant.
  LAST,
  /// Never.
  NEVER
}
