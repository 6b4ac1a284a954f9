package dev.carabiner.server.apps;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the user is asked to consent to.
///
/// @param scopes kind → scopes; the kind is empty where the provider has only one
/// @param authorizationParams fixed extras of the authorization request, never a standard parameter
/// @param token which token of a double answer is handed out
public record Consent(
    Map<String, List<String>> scopes,
    Map<String, String> authorizationParams,
    Optional<String> token) {
  /// The kind of scopes of a provider that has only one.
  public static final String ONLY_KIND = "";

  /// The kind of scopes that a user may leave out.
  private static final String OPTIONAL_KIND = "optional";

  public Consent {
    var copy = new LinkedHashMap<String, List<String>>();
    scopes.forEach((kind, list) -> copy.put(kind, List.copyOf(list)));
    scopes = Collections.unmodifiableMap(copy);
    authorizationParams = Collections.unmodifiableMap(new LinkedHashMap<>(authorizationParams));
  }

  /// The scopes without which a connection is less than what is asked for: where each token has its
  /// own kind, those of the token that is handed out; none that the user may leave out.
  public List<String> needed() {
    var own = token.map(scopes::get);
    if (own.isPresent()) return own.get();
    return scopes.entrySet().stream()
        .filter(kind -> !kind.getKey().equals(OPTIONAL_KIND))
        .flatMap(kind -> kind.getValue().stream())
        .distinct()
        .toList();
  }

  /// All scopes of all kinds.
  public List<String> all() {
    return scopes.values().stream().flatMap(List::stream).distinct().toList();
  }
}
