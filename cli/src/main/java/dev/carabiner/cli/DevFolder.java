package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The folder in which `dev` keeps everything from one run to the next.
///
/// @param path the folder, absolute
record DevFolder(Path path) {
  private static final List<String> OURS =
      List.of("data", "master.key", "identity.json", "sandbox.json", "carabiner.yaml");

  /// The folder, made if need be, readable by its owner alone.
  static DevFolder in(Path parent) throws IOException {
    var path = parent.toAbsolutePath().normalize().resolve(".carabiner");
    if (Files.notExists(path))
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new DevFolder(path);
  }

  /// The file to copy for `serve`.
  Path settings() {
    return path.resolve("carabiner.yaml");
  }

  /// What the sandbox remembers.
  Path sandbox() {
    return path.resolve("sandbox.json");
  }

  /// Refuses a folder that a running server uses: its files are that one's.
  ///
  /// @param localSocket where a server that uses the folder listens
  void refuseIfInUse(Path localSocket) {
    if (answers(localSocket))
      throw new CommandFailed(
          "a server runs on " + path + " already; stop it, or start in another folder");
  }

  /// Forgets client, keys and connections. What others put into the folder stays.
  ///
  /// @param localSocket where a server that uses the folder listens
  void reset(Path localSocket) throws IOException {
    if (answers(localSocket))
      throw new CommandFailed(
          "a server runs on " + path + "; stop it before its data is thrown away");
    for (var name : OURS) delete(path.resolve(name));
  }

  /// The client and the secrets of this folder, made at the first use.
  DevIdentity identity() throws IOException {
    var file = path.resolve("identity.json");
    if (Files.notExists(file)) {
      var made = new DevIdentity(random(16), random(24), random(16));
      PrivateFile.create(file, Json.write(made.json()).getBytes(UTF_8));
    }
    return Json.parseObject(Files.readString(file))
        .map(DevFolder::identity)
        .orElseThrow(() -> unreadable(file));
  }

  private static DevIdentity identity(ObjectNode json) {
    return new DevIdentity(
        json.path("client_id").asString(""),
        json.path("client_secret").asString(""),
        json.path("sandbox_secret").asString(""));
  }

  private static CommandFailed unreadable(Path file) {
    return new CommandFailed(file + " cannot be read; `dev --reset` makes a new one");
  }

  private static boolean answers(Path socket) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.notExists(path)) return;
    try (var all = Files.walk(path)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
