package dev.carabiner.compat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;

/// Addresses on this machine.
public final class Loopback {
  private Loopback() {}

  /// An address that nobody listened on a moment ago.
  public static URI free(String host) {
    while (true) {
      // below the ports that systems give out by themselves
      var port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return URI.create("http://" + host + ":" + socket.getLocalPort());
      } catch (IOException taken) {
        // another one then
      }
    }
  }
}
