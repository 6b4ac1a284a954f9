package dev.carabiner.server.providers;

/// A deviation of the authorization request.
public sealed interface AskQuirk extends Quirk.OnTheBrowsersWay {
  /// The authorization request names something else in place of the client id.
  record AuthorizationClientId(Template value) implements AskQuirk {}

  /// The authorization request ends in `#` and this text.
  record AuthorizationFragment(String text) implements AskQuirk {}

  /// The authorization endpoint itself has a `#`, and the query follows it.
  record AuthorizationInFragment() implements AskQuirk {}

  /// A name that is registered for the redirect URI goes in its place, to the authorization and to
  /// the token endpoint.
  record RedirectUriAlias(Template value) implements AskQuirk {}

  /// The state gets lost unless it is an argument of the redirect URI.
  record StateInRedirectUri() implements AskQuirk {}

  /// The code challenge is the verifier itself (RFC 7636 section 4.2, `plain`).
  record PlainCodeChallenge() implements AskQuirk {}

  /// The code challenge is the SHA-256 of the verifier in hexadecimal digits.
  record HexadecimalCodeChallenge() implements AskQuirk {}

  /// The address is a page where the user installs an application: it gets nothing that only signs
  /// in or narrows a request (challenge, nonce, hint); what else it leaves out the entry names.
  record InstallFlow() implements AskQuirk {}
}
