package dev.carabiner.server.providers;

/// How we show who we are in a call that is not a token call.
public enum CallAuthentication {
  /// Not at all.
  NONE,
  /// With the access token as bearer token.
  BEARER,
  /// With the client's id and secret in the `Authorization: Basic` header.
  CLIENT_SECRET_BASIC,
  /// With the client's id and secret in the body.
  CLIENT_SECRET_POST,
  /// With the client's id in the body.
  CLIENT_ID_ONLY
}
