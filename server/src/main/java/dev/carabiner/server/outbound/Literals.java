package dev.carabiner.server.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses written out in a URI's host. Only the plain spellings are read: four decimal numbers
/// without leading zeros, or IPv6 in brackets without a zone and not standing for an IPv4 address.
final class Literals {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

  private Literals() {}

  /// The address that `host` spells, in lower case; empty for anything else.
  static Optional<InetAddress> parse(String host) {
    if (IPV4.matcher(host).matches()) return Optional.of(Inet4Address.ofLiteral(host));
    if (!IPV6.matcher(host).matches()) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(host.substring(1, host.length() - 1)))
          .filter(Inet6Address.class::isInstance);
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
