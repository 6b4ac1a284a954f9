package dev.carabiner.server.store.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.base.RandomValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/// The file that says which node the folder belongs to.
final class NodeFile {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");

  private NodeFile() {}

  /// The node's id; made, and durable, the first time.
  ///
  /// @throws Fault when the file holds something else
  static String in(Path folder, Disk disk) throws IOException {
    var file = folder.resolve("node");
    if (Files.notExists(file)) make(file, disk);
    // also where it exists: whoever made it may have been killed before this
    disk.forceFolder(folder);
    var parent = folder.toAbsolutePath().getParent();
    if (parent != null) disk.forceFolder(parent);
    return find(folder);
  }

  /// The id that the folder's file holds.
  ///
  /// @throws Fault when the file holds something else
  static String find(Path folder) throws IOException {
    var file = folder.resolve("node");
    var id = new String(Files.readAllBytes(file), US_ASCII).strip();
    if (ID.matcher(id).matches()) return id;
    throw new Fault(
        FaultCode.JOURNAL_UNAVAILABLE,
        file + " holds no node's id; restore it, or name another, empty folder in store.journal");
  }

  private static void make(Path file, Disk disk) throws IOException {
    var fresh = file.resolveSibling("node.new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var line = new RandomValues().next() + "\n";
      disk.write(channel, ByteBuffer.wrap(line.getBytes(US_ASCII)), 0);
      disk.force(channel);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
