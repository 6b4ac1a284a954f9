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

/**
 * Keeps grants and the signing key over a restart, or nothing when no file is named. The file holds
 * hashes of tokens, and the private key of a provider that guards nothing; only its owner may read
 * it.
 */
final class StateFile {
  private final Optional<Path> path;
  private final State state;
  private final Optional<RSAKey> key;

  /**
   * Reads what is there and writes it back, so that a place where nothing can be written shows now.
   *
   * @throws IllegalStateException when the file is there and does not hold what a sandbox wrote
   * @throws UncheckedIOException when the file cannot be read or written
   */
  StateFile(Optional<Path> file) {
    this.path = file.map(Path::toAbsolutePath);
    StateJson.Kept kept =
        path.filter(Files::exists).map(StateFile::read).orElseGet(StateJson.Kept::empty);
    this.state = kept.state();
    this.key = path.isEmpty() ? Optional.empty() : Optional.of(kept.key().orElseGet(Keys::make));
    save();
  }

  /** What was kept; who changes it calls {@link #save} and lets nobody else change it meanwhile. */
  State state() {
    return state;
  }

  /** The signing key that lasts; absent when nothing does. */
  Optional<RSAKey> key() {
    return key;
  }

  /** Writes the state, whole or not at all. */
  void save() {
    if (path.isEmpty()) {
      return;
    }
    try {
      write(path.get(), Json.text(StateJson.write(state, key)));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot write " + path.get(), e);
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
