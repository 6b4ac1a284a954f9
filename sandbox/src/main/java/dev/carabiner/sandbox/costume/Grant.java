package dev.carabiner.sandbox.costume;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One user's consent and the tokens that came of it. */
final class Grant {
  /** The parameters of the authorization request by their standard names. */
  final Map<String, String> request;

  final Map<String, List<String>> scopes;
  final String code;
  final boolean refreshable;

  /** Access token → its end. */
  final Map<String, Instant> accessTokens = new LinkedHashMap<>();

  /** Every refresh token that still works. */
  final Map<String, Boolean> refreshTokens = new LinkedHashMap<>();

  boolean codeSpent;
  boolean dead;
  int answers;
  String accessToken = "";
  String refreshToken = "";

  Grant(
      Map<String, String> request,
      Map<String, List<String>> scopes,
      String code,
      boolean refreshable) {
    this.request = request;
    this.scopes = scopes;
    this.code = code;
    this.refreshable = refreshable;
  }

  List<String> allScopes() {
    return scopes.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** The value of a parameter of the authorization request; empty where it had none. */
  String asked(String name) {
    return request.getOrDefault(name, "");
  }

  /** When an access token ends. */
  Instant end(String token) {
    return accessTokens.getOrDefault(token, Instant.MIN);
  }

  boolean isAlive(String token, Instant now) {
    return !dead && accessTokens.containsKey(token) && now.isBefore(end(token));
  }
}
