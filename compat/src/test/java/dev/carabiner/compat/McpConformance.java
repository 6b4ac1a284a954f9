package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The public conformance scenarios for clients of the Model Context Protocol: each starts servers
/// of its own, has [McpApplication] talk to them, and judges what came.
final class McpConformance implements AutoCloseable {
  private static final int OLDEST_NODE = 22;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;
  private final Path node;
  private final HttpServer door;

  private McpConformance(Path folder, Path node, HttpServer door) {
    this.folder = folder;
    this.node = node;
    this.door = door;
  }

  static McpConformance ready() {
    var folder = NodeFolder.ready();
    try {
      var door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      door.createContext("/", exchange -> play(exchange, folder));
      door.start();
      return new McpConformance(folder, node(folder), door);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// How a scenario ended.
  ///
  /// @param log what it said
  record Verdict(boolean passed, String log) {}

  /// Runs one scenario.
  Verdict run(String scenario) {
    var program =
        folder.resolve(Path.of("node_modules", "@modelcontextprotocol", "conformance", "dist"));
    var command =
        List.of(
            node.toString(),
            program.resolve("index.js").toString(),
            "client",
            "--command",
            "node mcp-application.mjs http:/" + door.getAddress() + "/",
            "--scenario",
            scenario,
            "--timeout",
            Long.toString(PATIENCE.toMillis()));
    var log = folder.resolve(scenario.replace('/', '-') + ".log");
    return new Verdict(ran(folder, log, command) == 0, read(log));
  }

  @Override
  public void close() {
    door.stop(0);
  }

  /// The script that a scenario starts waits here until the application is done.
  private static void play(HttpExchange exchange, Path folder) throws IOException {
    try (exchange) {
      var said = new StringWriter();
      var status = 200;
      try {
        var scenario =
            McpScenario.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        McpApplication.play(scenario, Files.createTempDirectory(folder, "mcp-application"));
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        status = 503;
      } catch (IOException | RuntimeException failed) {
        failed.printStackTrace(new PrintWriter(said, true));
        status = 500;
      }
      var body = said.toString().getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// The scenarios need a newer Node than some machines have; it comes as a package too.
  private static Path node(Path folder) throws IOException {
    var log = folder.resolve("node-version.log");
    var own = Path.of("node");
    if (ran(folder, log, List.of("node", "--version")) == 0
        && Integer.parseInt(read(log).strip().replaceAll("^v(\\d+).*", "$1")) >= OLDEST_NODE)
      return own;
    var packaged = folder.resolve(Path.of("node_modules", "node", "bin", "node"));
    if (!Files.exists(packaged)
        && ran(folder, folder.resolve("node.log"), List.of("npm", "rebuild", "node")) != 0)
      throw new AssertionError("npm rebuild node failed: see " + folder.resolve("node.log"));
    return packaged;
  }

  private static int ran(Path folder, Path log, List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return process.waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
