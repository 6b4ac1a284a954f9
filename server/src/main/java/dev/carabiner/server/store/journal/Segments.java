package dev.carabiner.server.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The segments of a folder, and the room in them: what is promised to entries is there, whatever
/// happens to the rest of the disk. Used by the journal's thread only.
final class Segments {
  /// What a promise of one record of the largest size costs.
  static final int LARGEST_RECORD = RecordCodec.size(RecordCodec.LARGEST_CONTENT);

  // A segment is left when a record does not fit: at most the largest record's size is lost by it.
  private static final int SURE_PER_SEGMENT = Segment.SIZE - LARGEST_RECORD;
  private static final long AHEAD = Segment.SIZE / 2;
  private static final long TOO_FAR_AHEAD = 8L * Segment.SIZE;

  private final Path folder;
  private final Disk disk;
  private final Deque<Segment> ready = new ArrayDeque<>();
  private final List<Segment> former = new ArrayList<>();
  private Optional<Segment> current = Optional.empty();
  private long next = 1;
  private long promised;
  private boolean isFull;

  private Segments(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /// Finds the segments of former lives.
  static Segments in(Path folder, Disk disk) throws IOException {
    var segments = new Segments(folder, disk);
    segments.former.addAll(Segment.former(folder));
    if (!segments.former.isEmpty()) segments.next = segments.former.getLast().number() + 1;
    return segments;
  }

  /// Those of former lives, oldest first.
  List<Segment> former() {
    return List.copyOf(former);
  }

  /// Promises room.
  ///
  /// @throws IOException when the disk has none
  void promise(long bytes) throws IOException {
    while (sure() < promised + bytes) prepare();
    promised += bytes;
  }

  /// Takes back a promise that was not used.
  void takeBack(long bytes) {
    promised -= bytes;
    while (ready.size() > 1 && sure() - promised > TOO_FAR_AHEAD) drop(ready.removeLast());
  }

  /// Adds a record for which room was promised.
  Location append(SegmentRecord record, int size) throws IOException {
    if (current.isEmpty() || current.get().room() < size) turn();
    var location = current.orElseThrow().append(record, disk);
    promised -= size;
    return location;
  }

  /// Makes everything that was added durable.
  void force() throws IOException {
    if (current.isPresent()) current.get().force(disk);
  }

  /// Prepares a segment before it is needed. A disk without room is tried again only for those who
  /// need it.
  void prepareAhead() {
    if (isFull || current.isEmpty() || sure() - promised >= AHEAD) return;
    try {
      prepare();
    } catch (IOException noRoom) {
      isFull = true;
    }
  }

  /// Adds nothing more. What was prepared and not used is deleted.
  void close() throws IOException {
    while (!ready.isEmpty()) drop(ready.removeLast());
    if (current.isPresent()) leave(current.get());
    current = Optional.empty();
  }

  private long sure() {
    var here = current.map(segment -> Math.max(0, segment.room() - LARGEST_RECORD)).orElse(0);
    return here + (long) ready.size() * SURE_PER_SEGMENT;
  }

  private void prepare() throws IOException {
    ready.addLast(Segment.prepare(folder, next, disk));
    next++;
    isFull = false;
  }

  private void turn() throws IOException {
    if (current.isPresent()) leave(current.get());
    current = Optional.of(ready.removeFirst());
  }

  private void leave(Segment segment) throws IOException {
    segment.force(disk);
    segment.close();
    segment.deleteUnlessHeld();
  }

  private static void drop(Segment segment) {
    try {
      segment.close();
      segment.deleteUnlessHeld();
    } catch (IOException left) {
      // an empty segment: the next start removes it
      System.getLogger(Segments.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} is left behind: {1}", segment, left.getMessage());
    }
  }
}
