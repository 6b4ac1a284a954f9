package dev.carabiner.server.web;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Where a listener listens and whom it believes.
///
/// @param listen the address to bind; port 0 takes a free one
/// @param tls certificate and key; plain HTTP without
/// @param trustedProxies who may name the client address of a request that it passes on
/// @param name what the log calls this listener
public record EdgeSettings(
    InetSocketAddress listen,
    Optional<TlsFiles> tls,
    List<AddressRange> trustedProxies,
    String name) {
  public EdgeSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// Plain HTTP without proxies.
  public static EdgeSettings plain(InetSocketAddress listen, String name) {
    return new EdgeSettings(listen, Optional.empty(), List.of(), name);
  }
}
