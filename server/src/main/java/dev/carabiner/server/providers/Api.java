package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a provider's API is called.
///
/// @param baseUrl may name values of the connection
/// @param token where the access token goes
/// @param extraHeaders sent with each call
/// @param extraQuery in the query of each call
/// @param note what else to know
public record Api(
    Optional<Template> baseUrl,
    TokenPlace token,
    Map<String, Template> extraHeaders,
    Map<String, Template> extraQuery,
    Optional<String> note) {
  /// Of which nothing is known.
  static final Api UNKNOWN =
      new Api(Optional.empty(), TokenPlace.STANDARD, Map.of(), Map.of(), Optional.empty());

  public Api {
    extraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(extraHeaders));
    extraQuery = Collections.unmodifiableMap(new LinkedHashMap<>(extraQuery));
  }
}
