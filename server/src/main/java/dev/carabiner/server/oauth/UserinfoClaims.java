package dev.carabiner.server.oauth;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What the userinfo endpoint may add to an ID token: whose person it is, and what they are called.
/// How and when somebody signed in (`auth_time`, `acr`, `amr`) counts only where it is signed.
final class UserinfoClaims {
  private static final Set<String> PROFILE = Set.of("name", "preferred_username", "email");

  private UserinfoClaims() {}

  /// The claims with those of `told` that they lack.
  ///
  /// @param wanted the claim that was asked for: its whole name, or a path with dots between
  static ObjectNode beside(ObjectNode claims, ObjectNode told, String wanted) {
    var all = claims.deepCopy();
    told.properties().stream()
        .filter(claim -> isTaken(claim.getKey(), wanted) && !all.has(claim.getKey()))
        .forEach(claim -> all.set(claim.getKey(), claim.getValue()));
    return all;
  }

  private static boolean isTaken(String name, String wanted) {
    return PROFILE.contains(name) || name.equals(wanted) || wanted.startsWith(name + ".");
  }
}
