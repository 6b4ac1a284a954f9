package dev.carabiner.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Ports of this machine.
final class Ports {
  private static final int HIGHEST = 65535;

  private Ports() {}

  /// The port that `--port` names, or `usual`; anything but 0 to 65535 is wrong usage.
  static int given(ParseResult given, int usual) {
    int port = given.matchedOptionValue("--port", usual);
    if (port < 0 || port > HIGHEST)
      throw new ParameterException(
          given.commandSpec().commandLine(), "--port takes 0 to " + HIGHEST + ", not " + port);
    return port;
  }

  /// Different ports that are free at this moment.
  static List<Integer> free(int number) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < number; i++)
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (var socket : sockets) socket.close();
    }
  }
}
