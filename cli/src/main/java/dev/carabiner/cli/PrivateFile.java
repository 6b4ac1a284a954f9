package dev.carabiner.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes files that only their owner may read.
final class PrivateFile {
  private PrivateFile() {}

  /// Makes a new file of mode 0600 and has it on the disk before it returns.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when there is one
  static void create(Path file, byte[] content) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, mode)) {
      var rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) channel.write(rest);
      channel.force(true);
    }
  }

  /// Makes or replaces a file; a reader sees the former one or the whole new one.
  static void replace(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    create(beside, content);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
