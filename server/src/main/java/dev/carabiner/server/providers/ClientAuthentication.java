package dev.carabiner.server.providers;

/// How the client shows at the token endpoint that it is itself (RFC 6749 section 2.3).
public enum ClientAuthentication {
  /// `client_id` and `client_secret` in the body.
  CLIENT_SECRET_POST,
  /// Both in the `Authorization: Basic` header, form-urlencoded first.
  CLIENT_SECRET_BASIC,
  /// The secret as bearer token, `client_id` in the body.
  CLIENT_SECRET_BEARER,
  /// A JWT that the client signs with its private key (RFC 7523 section 2.2).
  PRIVATE_KEY_JWT,
  /// A public client: `client_id` alone, in the body.
  NONE
}
