package dev.carabiner.server.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One file of the journal: filled from front to back, then only read, and deleted once nobody
/// holds it.
final class Segment {
  /// How long every segment is.
  static final int SIZE = 4 * 1024 * 1024;

  private static final System.Logger LOG = System.getLogger(Segment.class.getName());
  private static final int ZEROS = 256 * 1024;
  private static final int DIGITS = 15;
  private static final Pattern NAME = Pattern.compile("segment1-[0-9a-f]{15}");

  private final Path file;
  private final long number;
  private final Set<Segment> needed = new HashSet<>();
  private Optional<FileChannel> open;
  private int position;
  private int holders;

  private Segment(Path file, long number, Optional<FileChannel> open) {
    this.file = file;
    this.number = number;
    this.open = open;
  }

  /// Makes a segment whose whole room is on the disk: zeros are written, as a file with holes would
  /// promise room that is not there.
  static Segment prepare(Path folder, long number, Disk disk) throws IOException {
    var file = folder.resolve(name(number));
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
    try {
      var zeros = ByteBuffer.allocateDirect(ZEROS);
      for (var at = 0; at < SIZE; at += ZEROS) disk.write(channel, zeros.clear(), at);
      disk.force(channel);
      disk.forceFolder(folder);
      return new Segment(file, number, Optional.of(channel));
    } catch (IOException | RuntimeException failed) {
      // it holds nothing yet: without it the journal is as good as before
      try (channel) {
        Files.deleteIfExists(file);
      } catch (IOException left) {
        failed.addSuppressed(left);
      }
      throw failed;
    }
  }

  /// The segments of former lives of this node, oldest first; nothing is added to them.
  static List<Segment> former(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(name(file)).matches())
          .sorted(Comparator.comparing(Segment::name))
          .map(file -> new Segment(file, number(file), Optional.empty()))
          .toList();
    }
  }

  private static String name(long number) {
    return "segment1-%015x".formatted(number);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static long number(Path file) {
    return Long.parseLong(name(file).substring(name(0).length() - DIGITS), 16);
  }

  long number() {
    return number;
  }

  /// How many bytes it still takes.
  int room() {
    return SIZE - position;
  }

  /// Adds a record, which must find room; it is not yet durable.
  Location append(SegmentRecord record, Disk disk) throws IOException {
    var bytes = RecordCodec.encode(record, number, position);
    var location = new Location(this, position, bytes.remaining());
    disk.write(open.orElseThrow(), bytes, position);
    position += location.length();
    return location;
  }

  void force(Disk disk) throws IOException {
    if (open.isPresent()) disk.force(open.get());
  }

  /// Everything in it.
  SegmentScan scan() throws IOException {
    return SegmentScan.of(Files.readAllBytes(file), this, number);
  }

  /// The record there; empty when it is damaged.
  Optional<SegmentRecord> read(Location location) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = ByteBuffer.allocate(location.length());
      var read = 0;
      while (bytes.hasRemaining() && read >= 0)
        read = channel.read(bytes, location.position() + bytes.position());
      return RecordCodec.decode(bytes.array(), 0, number, location.position());
    }
  }

  /// Somebody wants this segment to stay.
  void hold() {
    holders++;
  }

  /// The opposite of [#hold].
  void release() {
    holders--;
    deleteUnlessHeld();
  }

  /// As long as this segment stays, that one has to: it says which entries of this one are over.
  void needs(Segment other) {
    if (other != this && needed.add(other)) other.hold();
  }

  /// Nothing is added any more.
  void close() throws IOException {
    if (open.isPresent()) open.get().close();
    open = Optional.empty();
  }

  /// Deletes the file unless somebody holds it, or records may still be added.
  void deleteUnlessHeld() {
    if (holders > 0 || open.isPresent()) return;
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, "{0} cannot be deleted: {1}", file, failed.getMessage());
    }
    needed.forEach(Segment::release);
    needed.clear();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
