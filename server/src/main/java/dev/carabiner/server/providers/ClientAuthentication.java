package dev.carabiner.server.providers;

/// How the client shows at the token endpoint that it is itself (RFC 6749 section 2.3).
public enum ClientAuthentication {
  /// `client_id` and `client_secret` in the body.
  CLIENT_SECRET_POST,
  /// Both in the `Authorization: Basic` header, form-urlencoded first.
  CLIENT_SECRET_BASIC,
  /// A public client: `client_id` alone, in the body.
  NONE
}
