package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a provider's API is called with an access token in the `Authorization: Bearer` header.
///
/// @param baseUrl may name values of the connection
/// @param extraHeaders sent with each call
/// @param note what else to know
public record Api(
    Optional<Template> baseUrl, Map<String, Template> extraHeaders, Optional<String> note) {
  public Api {
    extraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(extraHeaders));
  }
}
