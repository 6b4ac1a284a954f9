package dev.carabiner.server.oauth;

import java.time.Duration;
import java.util.Optional;

/// How a code exchange or a refresh ended. Never thrown: whatever a provider answers is one of
/// these.
public sealed interface TokenReply {
  /// The provider granted.
  record Granted(Grant grant) implements TokenReply {}

  /// The grant (or the code) is no more: `invalid_grant`, or the provider's own word for it.
  record Dead(String error) implements TokenReply {}

  /// The provider does not take our registration: `invalid_client`, `unauthorized_client`,
  /// `unsupported_grant_type`. The same for every session of the app; their grants are untouched.
  record OursIsWrong(String error) implements TokenReply {}

  /// The provider answered no to this one request, for a reason that says nothing about the grant
  /// or the registration: `invalid_request`, `invalid_scope`, or a word that nobody knows, with a
  /// status below 500. Nothing was granted or spent. The same request may be sent again later, not
  /// at once.
  record Refused(String error) implements TokenReply {}

  /// The request was surely not processed. It may be sent again.
  ///
  /// @param why for the log; no secrets
  /// @param retryAfter how long the provider asks us to wait, at most 15 minutes
  /// @param nothingSent whether not one byte left, so that even a code may be sent once more
  record NotDone(String why, Optional<Duration> retryAfter, boolean nothingSent)
      implements TokenReply {}

  /// Sent, and no usable answer: the provider may or may not have granted, and a refresh token or
  /// code may be spent.
  ///
  /// @param why for the log; no secrets
  record InDoubt(String why) implements TokenReply {}
}
