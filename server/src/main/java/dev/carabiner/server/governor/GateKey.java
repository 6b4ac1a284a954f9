package dev.carabiner.server.governor;

import java.net.URI;
import java.util.Comparator;
import java.util.Locale;

/// What a provider counts our calls by: one client at one token host.
///
/// @param host with its port where that is not the scheme's own, in lower case
/// @param client the `client_id` there
public record GateKey(String host, String client) {
  static final Comparator<GateKey> BY_HOST =
      Comparator.comparing(GateKey::host).thenComparing(GateKey::client);

  public GateKey {
    if (host.isEmpty() || client.isEmpty())
      throw new IllegalArgumentException("a gate needs a host and a client");
  }

  /// The gate that calls of `client` to `endpoint` go through.
  ///
  /// @throws IllegalArgumentException when the address has no host
  public static GateKey of(URI endpoint, String client) {
    if (endpoint.getHost() == null)
      throw new IllegalArgumentException("an endpoint's address has a host");
    var host = endpoint.getHost().toLowerCase(Locale.ROOT);
    var ownPort = "http".equalsIgnoreCase(endpoint.getScheme()) ? 80 : 443;
    var port = endpoint.getPort();
    return new GateKey(port < 0 || port == ownPort ? host : host + ":" + port, client);
  }

  @Override
  public String toString() {
    return client + "@" + host;
  }
}
