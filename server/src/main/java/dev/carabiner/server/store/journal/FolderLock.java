package dev.carabiner.server.store.journal;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The operating system's lock on the folder: whoever holds it is the node. It ends with the
/// process, however that ends.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock.
  ///
  /// @throws Fault when another process, or this one, holds it
  static FolderLock take(Path folder) throws IOException {
    // The file stays for good: removing it would let two processes lock two different files.
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) return new FolderLock(channel);
    } catch (OverlappingFileLockException heldByThisProcess) {
      channel.close();
      throw inUse(folder);
    } catch (IOException | RuntimeException problem) {
      channel.close();
      throw problem;
    }
    channel.close();
    throw inUse(folder);
  }

  private static Fault inUse(Path folder) {
    return new Fault(
        FaultCode.JOURNAL_UNAVAILABLE,
        folder
            + " is in use by another Carabiner process; stop that one, or name another store.journal");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
