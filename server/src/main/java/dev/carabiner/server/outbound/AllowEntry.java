package dev.carabiner.server.outbound;

import java.net.InetAddress;
import java.util.Locale;

/// One of the operator's exceptions to the guard. What it covers may be plain http, on any port,
/// and inside a network.
public sealed interface AllowEntry {
  /// Reads `HOST:PORT` or `ADDRESS/PREFIX`, strictly: what cannot be read is an error and never an
  /// exception to the guard.
  ///
  /// @throws IllegalArgumentException with a sentence that names the entry, what is wrong and what
  ///   is allowed
  static AllowEntry parse(String text) {
    try {
      return text.contains("/") ? new Range(Network.parse(text)) : host(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\": "
              + wrong.getMessage()
              + "; allowed: host:port such as 127.0.0.1:9400 or [::1]:9400, or a network such as 10.0.0.0/8",
          wrong);
    }
  }

  /// Whether a connection for `target` may go to `address`.
  boolean covers(Target target, InetAddress address);

  /// Whether some address could make this entry cover `target`.
  boolean mayCover(Target target);

  /// One host and port, exactly as a URI names them. `localhost` covers loopback addresses only;
  /// another name covers public addresses and those inside a network, but none that is link-local,
  /// multicast or reserved.
  record Host(String host, int port) implements AllowEntry {
    public Host {
      if (!Target.isHost(host))
        throw new IllegalArgumentException("the host is not spelled plainly");
      if (port < 1 || port > 65535)
        throw new IllegalArgumentException("the port is not between 1 and 65535");
    }

    @Override
    public boolean covers(Target target, InetAddress address) {
      if (!mayCover(target)) return false;
      if (target.literal().isPresent()) return target.literal().get().equals(address);
      if (host.equals("localhost") || host.endsWith(".localhost"))
        return address.isLoopbackAddress();
      return SpecialPurpose.isInside(address) || SpecialPurpose.of(address).isEmpty();
    }

    @Override
    public boolean mayCover(Target target) {
      return target.host().equals(host) && target.port() == port;
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// A block of addresses, whatever names lead there.
  record Range(Network network) implements AllowEntry {
    public Range {
      if (network.prefix() == 0)
        throw new IllegalArgumentException("a prefix of 0 would switch the guard off");
    }

    @Override
    public boolean covers(Target target, InetAddress address) {
      return network.contains(address);
    }

    @Override
    public boolean mayCover(Target target) {
      return target.literal().map(address -> covers(target, address)).orElse(true);
    }

    @Override
    public String toString() {
      return network.toString();
    }
  }

  private static AllowEntry host(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) throw new IllegalArgumentException("the port is missing");
    var port = text.substring(colon + 1);
    if (!port.matches("[1-9][0-9]{0,4}"))
      throw new IllegalArgumentException("the port is not between 1 and 65535");
    return new Host(text.substring(0, colon).toLowerCase(Locale.ROOT), Integer.parseInt(port));
  }
}
