package dev.carabiner.compat;

import dev.carabiner.server.base.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A realm as Keycloak imports it: refresh tokens work once, events are kept, one client, four
/// users.
final class KeycloakRealm {
  static final String NAME = "northwind";
  static final String CLIENT = "carabiner";
  static final String SECRET = "provider-secret";
  static final List<String> USERS = List.of("ada", "barbara", "grace", "hedy");

  /// Events that are kept: a refresh, a refused one, and the end of a grant by its client.
  static final String REFRESHED = "REFRESH_TOKEN";

  static final String REFRESH_REFUSED = "REFRESH_TOKEN_ERROR";
  static final String REVOKED = "REVOKE_GRANT";

  private KeycloakRealm() {}

  static String json(Duration lifetime, URI... redirects) {
    var realm =
        Json.object()
            .put("realm", NAME)
            .put("enabled", true)
            .put("accessTokenLifespan", lifetime.toSeconds())
            .put("revokeRefreshToken", true)
            .put("refreshTokenMaxReuse", 0)
            .put("eventsEnabled", true);
    var client =
        realm
            .putArray("clients")
            .addObject()
            .put("clientId", CLIENT)
            .put("secret", SECRET)
            .put("enabled", true)
            .put("publicClient", false)
            .put("standardFlowEnabled", true)
            .put("consentRequired", true);
    client.putObject("attributes").put("pkce.code.challenge.method", "S256");
    var allowed = client.putArray("redirectUris");
    for (var redirect : redirects) allowed.add(redirect.toString());
    var kept = realm.putArray("enabledEventTypes");
    List.of(REFRESHED, REFRESH_REFUSED, REVOKED).forEach(kept::add);
    var users = realm.putArray("users");
    USERS.forEach(name -> describe(users.addObject(), name));
    return Json.write(realm);
  }

  private static void describe(ObjectNode user, String name) {
    user.put("username", name)
        .put("enabled", true)
        .put("email", name + "@example.com")
        .put("emailVerified", true)
        .put("firstName", name)
        .put("lastName", "Northwind");
    user.putArray("realmRoles").add("default-roles-" + NAME);
    user.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", Keycloak.PASSWORD)
        .put("temporary", false);
  }
}
