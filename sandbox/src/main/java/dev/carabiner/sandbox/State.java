package dev.carabiner.sandbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every grant by its id and every token by the hash of its value. Not safe for threads. */
final class State {
  final Map<String, Grant> grants = new LinkedHashMap<>();
  final Map<String, AccessToken> accessTokens = new HashMap<>();
  final Map<String, RefreshToken> refreshTokens = new HashMap<>();

  void clear() {
    grants.clear();
    accessTokens.clear();
    refreshTokens.clear();
  }

  Grant grant(String id) {
    Grant grant = grants.get(id);
    if (grant == null) {
      throw new IllegalStateException("a token names a grant that is not there: " + id);
    }
    return grant;
  }
}
