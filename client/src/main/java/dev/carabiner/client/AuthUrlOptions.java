package dev.carabiner.client;

import java.util.Optional;

/**
 * What an auth URL may say besides the app and the user. Start from {@link #none()}.
 *
 * @param orgCode the organisation that will own the connection
 * @param overrideCallbackUrl in place of the app's callback URL; must be on the app's list
 * @param userLabel 1 to 80 characters that name the user on the connect page (Carabiner only)
 * @param appState up to 512 bytes that come back unchanged at the callback (Carabiner only)
 */
public record AuthUrlOptions(
    Optional<String> orgCode,
    Optional<String> overrideCallbackUrl,
    Optional<String> userLabel,
    Optional<String> appState) {

  private static final AuthUrlOptions NONE =
      new AuthUrlOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public static AuthUrlOptions none() {
    return NONE;
  }

  public AuthUrlOptions withOrgCode(String code) {
    return new AuthUrlOptions(Optional.of(code), overrideCallbackUrl, userLabel, appState);
  }

  public AuthUrlOptions withOverrideCallbackUrl(String url) {
    return new AuthUrlOptions(orgCode, Optional.of(url), userLabel, appState);
  }

  public AuthUrlOptions withUserLabel(String label) {
    return new AuthUrlOptions(orgCode, overrideCallbackUrl, Optional.of(label), appState);
  }

  public AuthUrlOptions withAppState(String state) {
    return new AuthUrlOptions(orgCode, overrideCallbackUrl, userLabel, Optional.of(state));
  }
}
