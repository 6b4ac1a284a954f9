package dev.carabiner.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/// Addresses on this machine.
final class Loopback {
  private Loopback() {}

  /// An address that nobody listened on a moment ago.
  static URI free(String host) {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://" + host + ":" + socket.getLocalPort());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
