package dev.carabiner.server.outbound;

import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One HTTP request to somebody else's server. Header values and body are secrets, since they may
/// carry credentials.
///
/// @param method GET, POST, DELETE, …
/// @param uri absolute, https, or http where the operator's exceptions allow its host and port
/// @param headers name → value, in the order to send
/// @param body absent for methods without one
/// @param deadline for the whole call from name look-up to the last byte, even at one byte a second
public record OutboundRequest(
    String method, URI uri, Map<String, Secret> headers, Optional<Secret> body, Duration deadline) {
  public OutboundRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    if (deadline.isNegative() || deadline.isZero())
      throw new IllegalArgumentException("deadline must be positive");
  }

  /// The same with another deadline.
  public OutboundRequest within(Duration other) {
    return new OutboundRequest(method, uri, headers, body, other);
  }

  /// Without query, headers and body: a few providers want secrets in the query.
  @Override
  public String toString() {
    var address = uri.toString();
    var query = address.indexOf('?');
    return method + " " + (query < 0 ? address : address.substring(0, query));
  }
}
