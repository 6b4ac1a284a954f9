package dev.carabiner.server.m2m;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.web.Reply;

/// An error reply of the token endpoint (RFC 6749 section 5.2).
///
/// @param status the HTTP status
/// @param error the code for programs
/// @param description words for people; never request data
record OAuthError(int status, String error, String description) {
  static OAuthError invalidRequest(String description) {
    return new OAuthError(400, "invalid_request", description);
  }

  /// One and the same for an unknown client, a wrong secret and a disabled client.
  static OAuthError invalidClient() {
    return new OAuthError(401, "invalid_client", "the client or its secret is wrong");
  }

  Reply reply() {
    var body = Json.object().put("error", error).put("error_description", description);
    var reply = Reply.json(status, body).with("Pragma", "no-cache");
    return status == 401 ? reply.with("WWW-Authenticate", "Basic realm=\"carabiner\"") : reply;
  }
}
