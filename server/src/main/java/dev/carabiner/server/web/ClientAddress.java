package dev.carabiner.server.web;

import java.net.InetAddress;
import java.util.List;

/// Finds the client behind proxies. Only what a trusted proxy says counts: from the right, the
/// first address of `X-Forwarded-For` that is no trusted proxy itself.
final class ClientAddress {
  private final List<AddressRange> trusted;

  ClientAddress(List<AddressRange> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /// The client of a request that came from `peer`; an entry that is no address ends the search at
  /// the proxy that passed it on.
  InetAddress of(InetAddress peer, RequestHeaders headers) {
    if (!isTrusted(peer)) return peer;
    var entries = String.join(",", headers.all("X-Forwarded-For")).split(",", -1);
    var client = peer;
    for (var i = entries.length - 1; i >= 0; i--) {
      try {
        client = InetAddress.ofLiteral(entries[i].strip());
      } catch (IllegalArgumentException noAddress) {
        return client;
      }
      if (!isTrusted(client)) return client;
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
