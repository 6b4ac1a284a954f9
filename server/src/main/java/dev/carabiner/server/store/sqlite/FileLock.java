package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The operating system's lock on a file beside the database: whoever holds it is the only process
/// that works with the database. It ends with the process, however that ends.
final class FileLock implements AutoCloseable {
  private final FileChannel channel;

  private FileLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock.
  ///
  /// @throws Fault when another process, or this one, holds it
  static FileLock take(Path database) throws IOException {
    // The file stays for good: removing it would let two processes lock two different files.
    var channel =
        FileChannel.open(
            database.resolveSibling(database.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) return new FileLock(channel);
    } catch (OverlappingFileLockException heldByThisProcess) {
      channel.close();
      throw inUse(database);
    } catch (IOException | RuntimeException problem) {
      channel.close();
      throw problem;
    }
    channel.close();
    throw inUse(database);
  }

  private static Fault inUse(Path database) {
    return new Fault(
        FaultCode.STORE_UNUSABLE,
        database
            + " is in use by another Carabiner process; stop that one, or name another store.url");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
