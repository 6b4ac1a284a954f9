package dev.carabiner.server.apps;

/// Who may finish a connect flow. The link is handed out before anybody has consented, so state,
/// PKCE and cookies alone do not stop a link that was sent to a stranger.
public enum Linking {
  /// Our page names product, provider and user, and goes on only when the person says so there.
  CONFIRM,
  /// As `CONFIRM`, and nothing is readable until the application's back end has agreed.
  BIND,
  /// Straight on to the provider.
  OPEN
}
