package dev.carabiner.server.store.journal;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.vault.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;

/// The journal in a folder of this node's own.
public final class JournalFolder implements Journal, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JournalFolder.class.getName());

  private final FolderLock lock;
  private final String node;
  private final OpenJournal journal;
  private final JournalThread thread;

  private JournalFolder(FolderLock lock, String node, OpenJournal journal) {
    this.lock = lock;
    this.node = node;
    this.journal = journal;
    this.thread = JournalThread.start(journal);
  }

  /// Opens the folder, made for its owner alone (mode 0700) where it is missing, and reads what
  /// former lives have left.
  ///
  /// @param clock what the ten minutes after an entry's end are counted by
  /// @throws Fault when the folder cannot be used, or another process uses it
  public static JournalFolder open(Path folder, InstantSource clock) {
    return open(folder, clock, Disk.REAL);
  }

  static JournalFolder open(Path folder, InstantSource clock, Disk disk) {
    try {
      var mode = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
      LastingStorage.warning(folder).ifPresent(text -> LOG.log(System.Logger.Level.WARNING, text));
      var lock = FolderLock.take(folder);
      try {
        return new JournalFolder(
            lock, NodeFile.in(folder, disk), OpenJournal.in(folder, clock, disk));
      } catch (IOException | RuntimeException failed) {
        lock.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new Fault(
          FaultCode.JOURNAL_UNAVAILABLE,
          "store.journal: %s cannot be used: %s; check the folder and its permissions"
              .formatted(folder, failed.getClass().getSimpleName()),
          failed);
    }
  }

  @Override
  public String node() {
    return node;
  }

  /// Whether entries can begin, as far as is known. False from a failed write or sync until the
  /// next start; a lack of room alone does not count.
  public boolean isWorking() {
    return journal.isWorking();
  }

  @Override
  public Entry begin() {
    return new Handle(thread.run(journal::begin));
  }

  @Override
  public List<Kept> kept() {
    return thread.run(() -> journal.kept().stream().map(this::kept).toList());
  }

  private Kept kept(StoredEntry entry) {
    return new Kept(new Handle(entry), journal.read(entry), entry.ended().isPresent());
  }

  /// Ends what is under way and lets go of the folder. Safe to call twice.
  @Override
  public void close() {
    thread.close();
    try {
      journal.close();
      lock.close();
    } catch (IOException failed) {
      throw new Fault(FaultCode.JOURNAL_UNAVAILABLE, "The journal did not close cleanly", failed);
    }
  }

  private final class Handle implements Entry {
    private final StoredEntry entry;

    Handle(StoredEntry entry) {
      this.entry = entry;
    }

    @Override
    public String id() {
      return entry.id();
    }

    @Override
    public void write(Sealed record) {
      if (record.bytes().length > RecordCodec.LARGEST_CONTENT)
        throw new IllegalArgumentException("a record is at most 64 KiB: " + record);
      thread.runDurably(() -> journal.write(entry, record));
    }

    @Override
    public void end() {
      // the ten minutes count from this call, whenever the thread comes to it
      var at = journal.now();
      thread.runLater(() -> journal.end(entry, at));
    }
  }
}
