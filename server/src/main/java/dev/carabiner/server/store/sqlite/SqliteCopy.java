package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.InstantSource;

/// Copies a database as of one moment, also while a server works with it: SQLite itself lets
/// another process read beside it. Nothing but committed rows gets into the copy.
public final class SqliteCopy {
  private SqliteCopy() {}

  /// Makes `copy`, of mode 0600, from the database in `file`. It is whole and on the disk when this
  /// returns; before that it has another name.
  ///
  /// @return its size in bytes
  /// @throws FileAlreadyExistsException when there is something of that name; it stays
  /// @throws Fault when the database cannot be read
  public static long make(Path file, Path copy) throws IOException {
    var target = copy.toAbsolutePath().normalize();
    if (Files.exists(target)) throw new FileAlreadyExistsException(copy.toString());
    var partial = target.resolveSibling(target.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    try {
      // SQLite fills an empty file, and leaves its mode as it is
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      fill(file, partial);
      force(partial, StandardOpenOption.WRITE);
      var size = Files.size(partial);
      Files.move(partial, target);
      var folder = target.getParent();
      if (folder != null) force(folder, StandardOpenOption.READ);
      return size;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void fill(Path file, Path partial) {
    try (var connection = new Connections(file, InstantSource.system()).open();
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, partial.toString());
      statement.execute();
    } catch (SQLException trouble) {
      throw new Fault(
          FaultCode.STORE_UNAVAILABLE, "the store in " + file + " cannot be copied", trouble);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (var channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
