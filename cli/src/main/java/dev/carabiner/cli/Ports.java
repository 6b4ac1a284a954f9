package dev.carabiner.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Ports of this machine.
final class Ports {
  private static final int HIGHEST = 65535;
  private static final int LOWEST_FREE = 15_000;
  private static final int HIGHEST_FREE = 32_000;

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
  static List<Integer> free(int number) {
    var ports = new ArrayList<Integer>();
    while (ports.size() < number) {
      // below the ports that systems give out by themselves
      var port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
      if (!ports.contains(port) && isFree(port)) ports.add(port);
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
