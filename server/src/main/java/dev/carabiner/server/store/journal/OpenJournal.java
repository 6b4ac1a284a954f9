package dev.carabiner.server.store.journal;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.vault.Sealed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the journal's thread does with the files. After a write or a sync that failed nothing is
/// written any more: what the disk then holds is not known before it is read again by a new start.
final class OpenJournal {
  /// The most records that one entry may have.
  static final int MOST_RECORDS = 4;

  private static final System.Logger LOG = System.getLogger(OpenJournal.class.getName());
  private static final long PER_ENTRY =
      (long) MOST_RECORDS * Segments.LARGEST_RECORD + RecordCodec.SLOT;

  private final Segments segments;
  private final InstantSource clock;
  private final RandomValues random = new RandomValues();
  private final Entries entries = new Entries();
  private volatile Optional<Throwable> failure = Optional.empty();

  private OpenJournal(Segments segments, InstantSource clock) {
    this.segments = segments;
    this.clock = clock;
  }

  /// Reads what former lives have left.
  static OpenJournal in(Path folder, InstantSource clock, Disk disk) throws IOException {
    var journal = new OpenJournal(Segments.in(folder, disk), clock);
    for (var segment : journal.segments.former()) journal.takeUp(segment);
    journal.entries.forget(journal.now());
    journal.segments.former().forEach(Segment::deleteUnlessHeld);
    return journal;
  }

  private void takeUp(Segment segment) throws IOException {
    var scan = segment.scan();
    if (scan.gaps() > 0)
      LOG.log(
          System.Logger.Level.ERROR,
          "{0}: {1} damaged places are left out; the records around them are read",
          segment,
          scan.gaps());
    entries.takeUp(scan);
  }

  /// Whether nothing has failed.
  boolean isWorking() {
    return failure.isEmpty();
  }

  StoredEntry begin() {
    refuseAfterFailure();
    entries.forget(now());
    promise(PER_ENTRY);
    return new StoredEntry(random.next(), PER_ENTRY);
  }

  /// Adds a record, to be made durable by [#force].
  void write(StoredEntry entry, Sealed sealed) {
    refuseAfterFailure();
    if (entry.ended().isPresent()) throw new IllegalStateException("the entry has ended");
    if (entry.records().size() == MOST_RECORDS)
      throw new IllegalStateException("an entry has at most four records");
    var record = new SegmentRecord.Written(entry.id(), now(), sealed);
    entries.wrote(entry, append(entry, record, RecordCodec.size(sealed.bytes().length)));
  }

  /// Makes durable what was written.
  void force() {
    refuseAfterFailure();
    try {
      segments.force();
    } catch (IOException failed) {
      throw fail(failed);
    }
  }

  /// Notes the end, on the disk if that is possible.
  void end(StoredEntry entry, Instant at) {
    if (entry.ended().isPresent()) return;
    entry.end(at);
    try {
      if (isWorking() && !entry.records().isEmpty()) {
        var record = new SegmentRecord.Ended(entry.id(), at);
        entry.end(at, append(entry, record, RecordCodec.SLOT).segment());
      }
    } catch (Fault notWritten) {
      // the next start finds the entry open and settles it once more, which changes nothing
      LOG.log(
          System.Logger.Level.WARNING,
          "the end of a journal entry is not on the disk: {0}",
          notWritten.getMessage());
    } finally {
      segments.takeBack(entry.promised());
      entry.addPromised(-entry.promised());
      entries.ended(entry);
    }
  }

  /// All entries that hold something.
  List<StoredEntry> kept() {
    entries.forget(now());
    return entries.all();
  }

  /// What an entry holds, from the disk. A record that became unreadable is left out.
  List<Sealed> read(StoredEntry entry) {
    var records = new ArrayList<Sealed>();
    for (var location : entry.records()) {
      try {
        if (location.segment().read(location).orElse(null)
            instanceof SegmentRecord.Written(_, _, var sealed)) records.add(sealed);
        else
          LOG.log(
              System.Logger.Level.ERROR,
              "{0}: the record at {1} is damaged and left out",
              location.segment(),
              location.position());
      } catch (IOException failed) {
        throw new Fault(FaultCode.JOURNAL_UNAVAILABLE, "The journal cannot be read", failed);
      }
    }
    return records;
  }

  /// What can wait until nobody does.
  void tidy() {
    if (isWorking()) segments.prepareAhead();
  }

  void close() throws IOException {
    segments.close();
  }

  /// Nothing is durable from here on.
  Fault fail(Throwable cause) {
    if (isWorking())
      LOG.log(
          System.Logger.Level.ERROR,
          "the journal cannot be written and is not used until the next start; no token is refreshed here: {0}",
          cause.toString());
    failure = Optional.of(cause);
    return failed(cause);
  }

  private void refuseAfterFailure() {
    if (failure.isPresent()) throw failed(failure.get());
  }

  private static Fault failed(Throwable cause) {
    return new Fault(
        FaultCode.JOURNAL_UNAVAILABLE,
        "The journal cannot be written and is not used until the next start",
        cause);
  }

  private void promise(long bytes) {
    try {
      segments.promise(bytes);
    } catch (IOException noRoom) {
      throw new Fault(FaultCode.JOURNAL_UNAVAILABLE, "The journal has no room", noRoom);
    }
  }

  private Location append(StoredEntry entry, SegmentRecord record, int size) {
    var missing = size - entry.promised();
    if (missing > 0) {
      promise(missing);
      entry.addPromised(missing);
    }
    try {
      var location = segments.append(record, size);
      entry.addPromised(-size);
      return location;
    } catch (IOException failed) {
      throw fail(failed);
    }
  }

  /// The clock's time, as records can hold it. Any thread may ask.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
