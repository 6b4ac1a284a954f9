package dev.carabiner.server.store.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is remembered of an entry: where its records stand. Used by the journal's thread only.
final class StoredEntry {
  private final String id;
  private final List<Location> records = new ArrayList<>();
  private Optional<Segment> end = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private long promised;

  /// @param promised how much room it has been promised
  StoredEntry(String id, long promised) {
    this.id = id;
    this.promised = promised;
  }

  String id() {
    return id;
  }

  List<Location> records() {
    return List.copyOf(records);
  }

  Optional<Instant> ended() {
    return ended;
  }

  long promised() {
    return promised;
  }

  /// Room that it was promised, in addition to what it has; less than 0 for what it used.
  void addPromised(long bytes) {
    promised += bytes;
  }

  /// Another record of it stands there.
  void add(Location location) {
    if (!segments().contains(location.segment())) location.segment().hold();
    records.add(location);
  }

  /// It has ended, and the segment says so.
  void end(Instant at, Segment segment) {
    end(at);
    if (!segments().contains(segment)) segment.hold();
    end = Optional.of(segment);
  }

  /// It has ended, and no segment says so.
  void end(Instant at) {
    ended = Optional.of(at);
  }

  /// Lets go of its segments.
  void letGo() {
    var segments = segments();
    // a record that is still on the disk after its end is gone would come back as an open entry
    end.ifPresent(last -> segments.forEach(each -> each.needs(last)));
    end.filter(last -> !segments.contains(last)).ifPresent(Segment::release);
    segments.forEach(Segment::release);
  }

  private Set<Segment> segments() {
    var segments = new LinkedHashSet<Segment>();
    records.forEach(record -> segments.add(record.segment()));
    return segments;
  }
}
