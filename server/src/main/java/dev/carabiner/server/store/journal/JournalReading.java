package dev.carabiner.server.store.journal;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.vault.Sealed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A look into a journal's folder that changes nothing.
///
/// @param warning what is to say of the storage it is on
/// @param journal for reading only; absent while a process uses the folder
public record JournalReading(Optional<String> warning, Optional<Journal> journal) {
  /// Looks into the folder.
  ///
  /// @param now entries that ended ten minutes before are left out
  /// @return empty when it is no journal's folder yet
  /// @throws Fault when it cannot be read
  public static Optional<JournalReading> of(Path folder, Instant now) {
    try {
      if (Files.notExists(folder.resolve("node"))) return Optional.empty();
      var warning = LastingStorage.warning(folder);
      if (isUsed(folder)) return Optional.of(new JournalReading(warning, Optional.empty()));
      var node = NodeFile.find(folder);
      return Optional.of(
          new JournalReading(warning, Optional.of(new Still(node, kept(folder, now)))));
    } catch (IOException failed) {
      throw new Fault(
          FaultCode.JOURNAL_UNAVAILABLE,
          "store.journal: %s cannot be read: %s"
              .formatted(folder, failed.getClass().getSimpleName()),
          failed);
    }
  }

  /// The lock is tried and given back at once; while it is held a server could not start.
  private static boolean isUsed(Path folder) throws IOException {
    var file = folder.resolve("lock");
    if (Files.notExists(file)) return false;
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return true;
    }
  }

  private static List<Journal.Kept> kept(Path folder, Instant now) throws IOException {
    var entries = new Entries();
    for (var segment : Segment.former(folder)) entries.takeUp(segment.scan());
    var found = new ArrayList<Journal.Kept>();
    for (var entry : entries.all()) {
      if (entry.ended().filter(end -> end.plus(Entries.KEPT).isBefore(now)).isPresent()) continue;
      var records = new ArrayList<Sealed>();
      for (var location : entry.records())
        location
            .segment()
            .read(location)
            .filter(SegmentRecord.Written.class::isInstance)
            .map(SegmentRecord.Written.class::cast)
            .ifPresent(written -> records.add(written.sealed()));
      found.add(new Journal.Kept(new StillEntry(entry.id()), records, entry.ended().isPresent()));
    }
    return found;
  }

  /// A journal into which nothing is written.
  private record Still(String node, List<Journal.Kept> kept) implements Journal {
    @Override
    public Entry begin() {
      throw new IllegalStateException("the journal is open for reading");
    }
  }

  private record StillEntry(String id) implements Journal.Entry {
    @Override
    public void write(Sealed record) {
      throw new IllegalStateException("the journal is open for reading");
    }

    @Override
    public void end() {
      throw new IllegalStateException("the journal is open for reading");
    }
  }
}
