package dev.carabiner.server.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks up the addresses of a host name.
@FunctionalInterface
public interface Resolver {
  /// This machine's own resolver.
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /// All addresses of `host`, in the order to try them; at least one.
  ///
  /// @throws UnknownHostException when the name has none
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
