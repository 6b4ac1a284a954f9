package dev.carabiner.server.app;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a listener listens.
///
/// @param host a name or an address; IPv6 without brackets
/// @param port 0 to 65535; 0 takes a free one
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");
  private static final int HIGHEST = 65535;
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1", "localhost");

  public HostPort {
    if (host.isEmpty() || port < 0 || port > HIGHEST)
      throw new IllegalArgumentException("A listener needs a host and a port from 0 to 65535");
  }

  /// Reads `host:port`, with an IPv6 address in brackets; empty for any other text.
  public static Optional<HostPort> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) return Optional.empty();
    var port = Integer.parseInt(match.group(4));
    if (port > HIGHEST) return Optional.empty();
    var bracketed = match.group(2);
    return Optional.of(new HostPort(bracketed != null ? bracketed : match.group(3), port));
  }

  /// A free port on 127.0.0.1.
  public static HostPort freeOnLoopback() {
    return new HostPort("127.0.0.1", 0);
  }

  /// Whether only this machine can reach it.
  public boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /// As it stands in settings and URLs.
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
