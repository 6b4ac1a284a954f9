package dev.carabiner.server.apps;

/// The redirect URIs to register at providers. Each app has its own, so that an answer meant for
/// one app's provider cannot be fed to another's; they come from settings alone, never from a
/// request.
///
/// @param serverUrl our public base URL, without a slash at the end
public record RedirectUris(String serverUrl) {
  /// The pattern of the callback's path, with the placeholder `key`.
  public static final String PATTERN = "/connected_apps/callback/{key}";

  /// The redirect URI of that app.
  public String of(AppKey key) {
    return serverUrl + PATTERN.replace("{key}", key.value());
  }
}
