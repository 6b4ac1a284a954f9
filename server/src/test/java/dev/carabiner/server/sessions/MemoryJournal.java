package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import java.util.ArrayList;
import java.util.List;

/// A journal that keeps everything in memory, for as long as a test runs.
public final class MemoryJournal implements Journal {
  private final List<Written> entries = new ArrayList<>();

  @Override
  public String node() {
    return "node";
  }

  @Override
  public synchronized Entry begin() {
    var entry = new Written("entry-" + entries.size());
    entries.add(entry);
    return entry;
  }

  @Override
  public synchronized List<Kept> kept() {
    return entries.stream()
        .filter(entry -> !entry.records.isEmpty())
        .map(entry -> new Kept(entry, entry.records, entry.ended))
        .toList();
  }

  /// All records, one after the other.
  public synchronized List<Sealed> records() {
    return entries.stream().flatMap(entry -> entry.records.stream()).toList();
  }

  private final class Written implements Entry {
    private final String id;
    private final List<Sealed> records = new ArrayList<>();
    private boolean ended;

    Written(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void write(Sealed record) {
      synchronized (MemoryJournal.this) {
        if (ended) throw new IllegalStateException("the entry was ended");
        records.add(record);
      }
    }

    @Override
    public void end() {
      synchronized (MemoryJournal.this) {
        ended = true;
      }
    }
  }
}
