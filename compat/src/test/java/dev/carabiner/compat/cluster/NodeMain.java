package dev.carabiner.compat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.app.SettingsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// The process of one node: `serve` with kill points. It prints `ready MANAGEMENT-PORT` once it
/// answers; a line `die-at POINT` on its standard input arms that point and is repeated; SIGTERM,
/// or the end of its input, stops it in good order.
final class NodeMain {
  private NodeMain() {}

  public static void main(String[] arguments) throws IOException {
    var points = new KillPoints();
    if (arguments.length > 1) points.arm(arguments[1]);
    var settings = new SettingsReader(Map.of()).read(Path.of(arguments[0])).settings();
    LogLines.install(settings.logLevel(), System.err);
    var server = Carabiner.start(settings, InstantSource.system(), Seaming.with(points));
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    say("ready " + server.managementPort());
    var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = orders.readLine(); line != null; line = orders.readLine()) {
      points.arm(line.substring("die-at ".length()));
      say(line);
    }
    System.exit(0);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
