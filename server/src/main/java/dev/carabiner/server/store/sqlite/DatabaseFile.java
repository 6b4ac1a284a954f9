package dev.carabiner.server.store.sqlite;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file of a database, made where it is missing, and locked for this process.
record DatabaseFile(Path path, FileLock lock) implements AutoCloseable {

  /// Makes the folders (mode 0700) and the file (mode 0600) where they are missing, and takes the
  /// lock. The write-ahead log that SQLite lays beside the file gets the file's mode.
  ///
  /// @throws Fault when file or folder cannot be used, or another process uses it
  static DatabaseFile take(Path file) {
    var absolute = file.toAbsolutePath().normalize();
    try {
      var folder = absolute.getParent();
      if (folder != null) makeFolders(folder);
      makeFile(absolute);
      var real = absolute.toRealPath();
      // SQLite would open it all the same, and refuse the first write.
      if (!Files.isWritable(real))
        throw new Fault(FaultCode.STORE_UNAVAILABLE, real + ": The store cannot be written");
      return new DatabaseFile(real, FileLock.take(real));
    } catch (IOException problem) {
      throw new Fault(
          FaultCode.STORE_UNAVAILABLE,
          absolute
              + " cannot be opened for writing: "
              + problem.getClass().getSimpleName()
              + "; check the folder and its permissions",
          problem);
    }
  }

  private static void makeFolders(Path folder) throws IOException {
    if (isPosix(folder)) Files.createDirectories(folder, asFileAttribute(fromString("rwx------")));
    else Files.createDirectories(folder);
  }

  private static void makeFile(Path file) throws IOException {
    try {
      if (isPosix(file)) Files.createFile(file, asFileAttribute(fromString("rw-------")));
      else Files.createFile(file);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isRegularFile(file)) throw there;
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
