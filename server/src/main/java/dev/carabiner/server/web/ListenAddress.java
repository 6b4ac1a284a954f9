package dev.carabiner.server.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// An address that is to be listened on, in words for the operator.
final class ListenAddress {
  private ListenAddress() {}

  /// Binds the address for a moment, because the engine writes a stack trace and keeps the reason
  /// to itself when it cannot.
  ///
  /// @throws CannotListen when it cannot be bound
  static void probe(InetSocketAddress listen) {
    try (var probe = new ServerSocket()) {
      probe.bind(listen);
    } catch (IOException notBound) {
      throw new CannotListen(shown(listen) + complaint(String.valueOf(notBound.getMessage())));
    }
  }

  private static String complaint(String reason) {
    if (reason.contains("in use"))
      return " is in use; stop what listens there, or choose another address";
    if (reason.contains("denied"))
      return " may not be listened on by this user; choose a port above 1023";
    return " is no address of this machine";
  }

  /// `HOST:PORT`, with brackets around an IPv6 address.
  static String shown(InetSocketAddress listen) {
    var host = listen.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + listen.getPort();
  }
}
