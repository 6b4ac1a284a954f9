package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;

/**
 * Where to send a user to connect, and the session that will hold the connection.
 *
 * @param url opened by the user's own browser, at the top level, never in an iframe
 * @param sessionId store it beside the user who asked
 */
public record ConnectedAppsAuthUrl(String url, String sessionId) {

  static ConnectedAppsAuthUrl read(JsonObject body) {
    return new ConnectedAppsAuthUrl(body.required("url"), body.required("session_id"));
  }
}
