package dev.carabiner.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.callers.Workspace;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;

/// Lets whoever may open a file of this node's data folder act as its operator: one line
/// `{"workspace": "default"}` is answered by one line with an address and a short-lived bearer
/// token for the machine API. The file's mode is the only lock, so everything that an operator can
/// do goes through the same doors as everybody else.
final class LocalSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalSocket.class.getName());
  private static final int LONGEST_LINE = 1024;
  private static final int LONGEST_PATH = 100;

  private final Path file;
  private final ServerSocketChannel server;
  private final Function<Workspace, String> answer;

  private LocalSocket(Path file, ServerSocketChannel server, Function<Workspace, String> answer) {
    this.file = file;
    this.server = server;
    this.answer = answer;
  }

  /// Where the socket of that data folder is: in it, or, where its path is longer than systems
  /// allow, in the folder for temporary files.
  static Path in(Path dataFolder) {
    var file = dataFolder.toAbsolutePath().resolve("carabiner.sock");
    if (file.toString().getBytes(UTF_8).length <= LONGEST_PATH) return file;
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "carabiner-" + Sha256.hex(file.toString()).substring(0, 16) + ".sock");
  }

  /// Opens the socket; one left behind by a dead process is replaced.
  ///
  /// @param answer the line for a workspace
  static LocalSocket open(Path file, Function<Workspace, String> answer) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(file));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      var socket = new LocalSocket(file, server, answer);
      Thread.ofPlatform().name("local-socket").daemon().start(socket::serve);
      return socket;
    } catch (IOException failed) {
      throw new Fault(
          FaultCode.STORE_UNUSABLE, "the local socket " + file + " cannot be opened", failed);
    }
  }

  private void serve() {
    while (true) {
      try {
        var client = server.accept();
        Thread.startVirtualThread(() -> answer(client));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException failed) {
        LOG.log(System.Logger.Level.WARNING, "the local socket failed: {0}", failed.getMessage());
        return;
      }
    }
  }

  private void answer(SocketChannel client) {
    try (client) {
      var workspace =
          Json.parseObject(readLine(client))
              .map(json -> json.path("workspace").asString(""))
              .filter(name -> !name.isEmpty());
      var line =
          workspace.map(Workspace::new).map(answer).orElse("{\"error\":\"workspace is missing\"}");
      client.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
    } catch (IOException | IllegalArgumentException gone) {
      LOG.log(System.Logger.Level.DEBUG, "a local request failed: {0}", gone.getMessage());
    }
  }

  private static String readLine(SocketChannel client) throws IOException {
    var buffer = ByteBuffer.allocate(LONGEST_LINE);
    while (buffer.hasRemaining() && client.read(buffer) >= 0) {
      var text = new String(buffer.array(), 0, buffer.position(), UTF_8);
      if (text.endsWith("\n")) return text;
    }
    return "";
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the local socket was not removed: {0}",
          failed.getMessage());
    }
  }
}
