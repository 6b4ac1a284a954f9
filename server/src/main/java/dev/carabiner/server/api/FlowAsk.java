package dev.carabiner.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.web.Problem;
import java.util.Optional;

/// What `auth_url` and `reconnect` are told about a flow, checked.
///
/// @param overrideCallbackUrl one of the app's own callbacks
/// @param userLabel 1 to 80 characters without control or bidi characters
/// @param appState up to 512 bytes
record FlowAsk(
    Optional<String> overrideCallbackUrl, Optional<String> userLabel, Optional<String> appState) {
  private static final int LONGEST_LABEL = 80;
  private static final int LONGEST_STATE = 512;

  FlowAsk {
    if (userLabel.isPresent() && !isLabel(userLabel.get()))
      throw Problem.invalidRequest(
          "user_label must be 1 to 80 characters without control or bidi characters");
    if (appState.isPresent() && !isState(appState.get()))
      throw Problem.invalidRequest(
          "app_state must be at most 512 bytes without control characters");
  }

  /// The same for the sessions of `app`.
  ///
  /// @throws Problem 400 when the callback is not on its list
  Flows.Ask of(ConnectedApp app) {
    var callback =
        app.flow()
            .returnTo()
            .choose(overrideCallbackUrl)
            .orElseThrow(ApiProblems::invalidCallbackUrl);
    return new Flows.Ask(callback, appState, userLabel);
  }

  private static boolean isLabel(String text) {
    var length = text.codePointCount(0, text.length());
    return length >= 1
        && length <= LONGEST_LABEL
        && !text.isBlank()
        && text.codePoints().noneMatch(FlowAsk::isInvisible);
  }

  private static boolean isState(String text) {
    return text.getBytes(UTF_8).length <= LONGEST_STATE
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isInvisible(int codePoint) {
    var type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
