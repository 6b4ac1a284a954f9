package dev.carabiner.compat.cluster;

import java.net.URI;

/// A provider in a node's settings, with the apps that use it.
///
/// @param key of the provider and of its app
/// @param lifecycle what its entry says of its tokens
/// @param scopes what the app asks for
/// @param bound whether there is a second app, `KEY-bound`, whose links wait for the back end's
///   word
record Listing(String key, URI issuer, String lifecycle, String scopes, boolean bound) {
  static Listing of(Policy policy, URI issuer) {
    return new Listing(
        policy.key(), issuer, policy.lifecycle(), "openid, offline_access, notes.read", true);
  }

  /// A certified provider that somebody else wrote.
  static Listing certified(URI issuer) {
    return new Listing(
        CERTIFIED, issuer, Policy.STRICT.lifecycle(), "openid, offline_access", false);
  }

  static final String CERTIFIED = "certified";

  String provider() {
    return """
    - id: %s
      name: Provider %s
      issuer: %s
      lifecycle: {%s}
    """
        .formatted(key, key, issuer, lifecycle)
        .indent(2);
  }

  String apps() {
    return app(key, "open") + (bound ? app(key + "-bound", "bind") : "");
  }

  private String app(String name, String linking) {
    return """
    - key: %s
      name: Notes %s
      provider: %s
      client-id: carabiner
      client-secret: provider-secret
      scopes: [%s]
      authorization-params: {prompt: consent}
      callback-url: %s
      linking: %s
    """
        .formatted(name, name, key, scopes, Cluster.CALLBACK, linking)
        .indent(2);
  }
}
