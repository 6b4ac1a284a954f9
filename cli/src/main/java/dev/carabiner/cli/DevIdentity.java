package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import tools.jackson.databind.node.ObjectNode;

/// Who is who in a folder of `dev`. These secrets open a server on this machine's loopback and are
/// printed for that purpose.
///
/// @param clientId the machine client
/// @param clientSecret its secret
/// @param sandboxSecret the secret that the server has at the sandbox
record DevIdentity(String clientId, String clientSecret, String sandboxSecret) {
  /// The server's client at the sandbox.
  static final String SANDBOX_CLIENT = "carabiner";

  ObjectNode json() {
    return Json.object()
        .put("client_id", clientId)
        .put("client_secret", clientSecret)
        .put("sandbox_secret", sandboxSecret);
  }

  @Override
  public String toString() {
    return "DevIdentity(" + clientId + ")";
  }
}
