package dev.carabiner.server.api;

import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.tokens.TokenOutcome;
import dev.carabiner.server.web.Problem;
import java.time.Duration;
import java.util.function.Supplier;

/// The refusals that several endpoints share, with the codes of the interface.
final class ApiProblems {
  private ApiProblems() {}

  static Problem invalidSession() {
    return new Problem(400, "INVALID_SESSION", "The session is unknown, revoked or expired.");
  }

  static Problem pending() {
    return new Problem(400, "SESSION_PENDING", "The user has not finished connecting.");
  }

  static Problem reconnectRequired(Reason why) {
    return new Problem(
            400, "RECONNECT_REQUIRED", "The connection has ended; the user must reconnect.")
        .withMember("reason", why.word());
  }

  static Problem providerUnavailable(Duration after) {
    var seconds = Math.max(1, after.plusMillis(999).toSeconds());
    return new Problem(
            503, "PROVIDER_UNAVAILABLE", "The provider gives no new token at the moment.")
        .withHeader("Retry-After", Long.toString(seconds));
  }

  static Problem busy() {
    return new Problem(
            503, "PROVIDER_UNAVAILABLE", "The session is being refreshed at this moment.")
        .withHeader("Retry-After", "1");
  }

  /// @param error the word of who refused, if it is one
  static Problem assertionRefused(String error) {
    return new Problem(
            400, "ASSERTION_REFUSED", "The ID token gives no access to this app's provider.")
        .withMember("reason", error.matches("[a-z][a-z0-9_]*") ? error : "refused");
  }

  static Problem connectsInBrowser() {
    return Problem.invalidRequest(
        "the app's users connect in a browser: ask auth_url, or reconnect, for a link");
  }

  static Problem connectsByAssertion() {
    return Problem.invalidRequest(
        "the app's users connect by an ID token, without a browser: POST it to sessions, or to the"
            + " session's assertion");
  }

  /// Why there is no token.
  ///
  /// @throws IllegalArgumentException when there is one
  static Problem noToken(TokenOutcome outcome) {
    return switch (outcome) {
      case TokenOutcome.HandedOut _ -> throw new IllegalArgumentException("there is a token");
      case TokenOutcome.NoSuchSession() -> invalidSession();
      case TokenOutcome.StillPending() -> pending();
      case TokenOutcome.ReconnectRequired(var why) -> reconnectRequired(why);
      case TokenOutcome.TryLater(var after) -> providerUnavailable(after);
    };
  }

  static Problem appNotFound() {
    return new Problem(
        404, "CONNECTED_APP_NOT_FOUND", "There is no connected app with that key_code_ref.");
  }

  static Problem invalidCallbackUrl() {
    return new Problem(
        400,
        "INVALID_CALLBACK_URL",
        "override_callback_url is not on the app's list of allowed callback URLs.");
  }

  static Problem webhookNotFound() {
    return new Problem(404, "WEBHOOK_NOT_FOUND", "There is no webhook with that id.");
  }

  static Problem deliveryNotFound() {
    return new Problem(
        404,
        "DELIVERY_NOT_FOUND",
        "No message of that id was delivered or given up: it waits already, or is kept no longer.");
  }

  static Problem providerNotFound() {
    return new Problem(404, "PROVIDER_NOT_FOUND", "There is no provider with that id.");
  }

  /// @param place file and line
  static Problem providerManagedByFile(String place) {
    return new Problem(
        409,
        "MANAGED_BY_FILE",
        "The settings file names this provider, at " + place + "; change it there.");
  }

  /// @param what app or client
  /// @param place file and line
  static Problem managedByFile(String what, String place) {
    return new Problem(
        409,
        "MANAGED_BY_FILE",
        "The settings file names this "
            + what
            + ", at "
            + place
            + "; change it there, or take it out there first.");
  }

  static Problem clientNotFound() {
    return new Problem(404, "CLIENT_NOT_FOUND", "There is no machine client with that id.");
  }

  static Problem clientSecretNotFound() {
    return new Problem(404, "CLIENT_SECRET_NOT_FOUND", "The client has no secret of that number.");
  }

  static Problem cursorUnknown() {
    return Problem.invalidRequest("cursor is not one that a page gave");
  }

  /// Nobody gives away what he has not (RFC 6750 section 3.1).
  static Problem scopeNotYours(String scope) {
    return new Problem(403, "SCOPE_MISSING", "Only who has a scope gives it to a client: " + scope)
        .withHeader(
            "WWW-Authenticate",
            "Bearer realm=\"carabiner\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
  }

  /// The session id that `text` spells; any other text is a session that does not exist.
  static SessionId sessionId(String text) {
    return SessionId.parse(text).orElseThrow((Supplier<Problem>) ApiProblems::invalidSession);
  }
}
