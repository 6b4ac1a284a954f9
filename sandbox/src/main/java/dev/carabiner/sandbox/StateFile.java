package dev.carabiner.sandbox;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps grants and the signing key over a restart, or nothing when no file is named. The file holds
 * hashes of tokens, and the private key of a provider that guards nothing; only its owner may read
 * it.
 */
final class StateFile {
  private final ReentrantLock lock = new ReentrantLock();
  private final Optional<Path> path;
  private final StateJson.Kept kept;
  private Optional<RSAKey> key;

  /**
   * @throws IllegalStateException when the file is there and does not hold what a sandbox wrote
   */
  StateFile(Optional<Path> path) {
    this.path = path.map(Path::toAbsolutePath);
    this.kept = this.path.filter(Files::exists).map(StateFile::read).orElse(StateJson.Kept.empty());
    this.key = kept.key();
  }

  State state() {
    return kept.state();
  }

  Optional<RSAKey> key() {
    lock.lock();
    try {
      return key;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anything outlives the process. */
  boolean lasts() {
    return path.isPresent();
  }

  /** Saved with the next change of the state: no token is signed before a grant was opened. */
  void keep(RSAKey signingKey) {
    lock.lock();
    try {
      key = Optional.of(signingKey);
    } finally {
      lock.unlock();
    }
  }

  void save(State state) {
    if (path.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      write(path.get(), Json.text(StateJson.write(state, key)));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot write " + path.get(), e);
    } finally {
      lock.unlock();
    }
  }

  private static StateJson.Kept read(Path path) {
    try {
      return StateJson.read(Json.object(Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot read " + path, e);
    } catch (ParseException | RuntimeException e) {
      throw new IllegalStateException(
          path + " is not a sandbox's state file; delete it to start afresh", e);
    }
  }

  private static void write(Path path, String json) throws IOException {
    Path folder = path.getParent();
    if (folder == null) {
      throw new IOException("the state file has no folder");
    }
    Files.createDirectories(folder);
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.deleteIfExists(next);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(next);
    }
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = StandardCharsets.UTF_8.encode(json);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
