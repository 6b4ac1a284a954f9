package dev.carabiner.server.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The addresses that are not somebody's server on the public internet: IANA's special-purpose
/// registries (RFC 6890), multicast, and every IPv6 address outside the global unicast block, which
/// covers all forms with an IPv4 address inside.
final class SpecialPurpose {
  private static final Network GLOBAL_UNICAST_IPV6 = Network.parse("2000::/3");
  private static final Map<Network, String> PURPOSES = purposes();
  private static final List<Network> PRIVATE_USE =
      List.of(
          Network.parse("10.0.0.0/8"),
          Network.parse("100.64.0.0/10"),
          Network.parse("127.0.0.0/8"),
          Network.parse("172.16.0.0/12"),
          Network.parse("192.168.0.0/16"),
          Network.parse("::1/128"),
          Network.parse("fc00::/7"));

  private SpecialPurpose() {}

  /// What the address is reserved for; empty for an ordinary public address.
  static Optional<String> of(InetAddress address) {
    for (var entry : PURPOSES.entrySet())
      if (entry.getKey().contains(address)) return Optional.of(entry.getValue());
    var elsewhere = address instanceof Inet6Address && !GLOBAL_UNICAST_IPV6.contains(address);
    return elsewhere ? Optional.of("not a global unicast address") : Optional.empty();
  }

  /// Whether the address belongs to the inside of a network: loopback, private use, shared or
  /// unique local.
  static boolean isInside(InetAddress address) {
    return PRIVATE_USE.stream().anyMatch(network -> network.contains(address));
  }

  private static Map<Network, String> purposes() {
    var purposes = new LinkedHashMap<Network, String>();
    purposes.put(Network.parse("0.0.0.0/8"), "this network");
    purposes.put(Network.parse("10.0.0.0/8"), "private use");
    purposes.put(Network.parse("100.64.0.0/10"), "shared address space");
    purposes.put(Network.parse("127.0.0.0/8"), "loopback");
    purposes.put(Network.parse("169.254.0.0/16"), "link local");
    purposes.put(Network.parse("172.16.0.0/12"), "private use");
    purposes.put(Network.parse("192.0.0.0/24"), "protocol assignments");
    purposes.put(Network.parse("192.0.2.0/24"), "documentation");
    purposes.put(Network.parse("192.88.99.0/24"), "6to4 relay");
    purposes.put(Network.parse("192.168.0.0/16"), "private use");
    purposes.put(Network.parse("198.18.0.0/15"), "benchmarking");
    purposes.put(Network.parse("198.51.100.0/24"), "documentation");
    purposes.put(Network.parse("203.0.113.0/24"), "documentation");
    purposes.put(Network.parse("224.0.0.0/4"), "multicast");
    purposes.put(Network.parse("240.0.0.0/4"), "reserved");
    purposes.put(Network.parse("::/128"), "unspecified");
    purposes.put(Network.parse("::1/128"), "loopback");
    purposes.put(Network.parse("::/96"), "IPv4 inside IPv6");
    purposes.put(Network.parse("64:ff9b::/96"), "IPv4 inside IPv6");
    purposes.put(Network.parse("64:ff9b:1::/48"), "IPv4 inside IPv6");
    purposes.put(Network.parse("100::/64"), "discard only");
    purposes.put(Network.parse("2001::/23"), "protocol assignments");
    purposes.put(Network.parse("2001:db8::/32"), "documentation");
    purposes.put(Network.parse("2002::/16"), "IPv4 inside IPv6");
    purposes.put(Network.parse("3fff::/20"), "documentation");
    purposes.put(Network.parse("5f00::/16"), "segment routing");
    purposes.put(Network.parse("fc00::/7"), "unique local");
    purposes.put(Network.parse("fe80::/10"), "link local");
    purposes.put(Network.parse("fec0::/10"), "site local");
    purposes.put(Network.parse("ff00::/8"), "multicast");
    return purposes;
  }
}
