package dev.carabiner.client;

import java.util.Optional;

/**
 * What a reconnect link may say. Start from {@link #none()}.
 *
 * @param allowOtherAccount whether the user may come back with another account at the provider;
 *     when not, another account ends at the callback with {@code account_mismatch} and changes
 *     nothing
 * @param overrideCallbackUrl in place of the app's callback URL; must be on the app's list
 * @param userLabel 1 to 80 characters that name the user on the connect page
 * @param appState up to 512 bytes that come back unchanged at the callback
 */
public record ReconnectOptions(
    boolean allowOtherAccount,
    Optional<String> overrideCallbackUrl,
    Optional<String> userLabel,
    Optional<String> appState) {

  private static final ReconnectOptions NONE =
      new ReconnectOptions(false, Optional.empty(), Optional.empty(), Optional.empty());

  public static ReconnectOptions none() {
    return NONE;
  }

  public ReconnectOptions withAnyAccount() {
    return new ReconnectOptions(true, overrideCallbackUrl, userLabel, appState);
  }

  public ReconnectOptions withOverrideCallbackUrl(String url) {
    return new ReconnectOptions(allowOtherAccount, Optional.of(url), userLabel, appState);
  }

  public ReconnectOptions withUserLabel(String label) {
    return new ReconnectOptions(
        allowOtherAccount, overrideCallbackUrl, Optional.of(label), appState);
  }

  public ReconnectOptions withAppState(String state) {
    return new ReconnectOptions(
        allowOtherAccount, overrideCallbackUrl, userLabel, Optional.of(state));
  }
}
