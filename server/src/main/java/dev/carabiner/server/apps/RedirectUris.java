package dev.carabiner.server.apps;

/// The redirect URIs to register at providers. Each app has its own, so that an answer meant for
/// one app's provider cannot be fed to another's; they come from settings alone, never from a
/// request.
///
/// @param serverUrl our public base URL, without a slash at the end
public record RedirectUris(String serverUrl) {
  /// The pattern of the callback's path, with the placeholder `key`.
  public static final String PATTERN = "/connected_apps/callback/{key}";

  /// The pattern of the path of an app's client metadata document, with the placeholder `key`.
  public static final String CLIENT_PATTERN = "/connected_apps/client/{key}";

  /// The address of that app's client metadata document, which is its client id where providers
  /// take one.
  public String client(AppKey key) {
    return serverUrl + CLIENT_PATTERN.replace("{key}", key.value());
  }

  /// The pattern of the path of the same app's other document, whose client signs.
  public static final String SIGNED_CLIENT_PATTERN = CLIENT_PATTERN + "/signed";

  /// The address of that app's document with a key: its client id where providers take documents,
  /// and none of public clients.
  public String signedClient(AppKey key) {
    return serverUrl + SIGNED_CLIENT_PATTERN.replace("{key}", key.value());
  }

  /// The redirect URI of that app.
  public String of(AppKey key) {
    return serverUrl + PATTERN.replace("{key}", key.value());
  }
}
