package dev.carabiner.server.store.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The entries that are not yet forgotten, in the order of their first records. Used by the
/// journal's thread only.
final class Entries {
  /// How long an entry is kept after its end.
  static final Duration KEPT = Duration.ofMinutes(10);

  private final Map<String, StoredEntry> entries = new LinkedHashMap<>();
  private final Deque<StoredEntry> ended = new ArrayDeque<>();

  /// Takes up what a segment of a former life holds; segments come oldest first.
  void takeUp(SegmentScan scan) {
    for (var found : scan.found()) {
      var location = found.location();
      switch (found.record()) {
        case SegmentRecord.Written(var id, _, _) ->
            entries.computeIfAbsent(id, _ -> new StoredEntry(id, 0)).add(location);
        case SegmentRecord.Ended(var id, var at) ->
            find(id)
                .ifPresent(entry -> {
                  entry.end(at, location.segment());
                  ended.add(entry);
                });
      }
    }
  }

  /// Another record of that entry stands there.
  void wrote(StoredEntry entry, Location location) {
    entry.add(location);
    entries.putIfAbsent(entry.id(), entry);
  }

  /// Notes an end. An entry without records is forgotten at once: it holds nothing.
  void ended(StoredEntry entry) {
    if (entries.containsKey(entry.id())) ended.add(entry);
  }

  /// Forgets what ended long enough ago.
  void forget(Instant now) {
    while (!ended.isEmpty() && isOver(ended.getFirst(), now)) {
      var entry = ended.removeFirst();
      entries.remove(entry.id());
      entry.letGo();
    }
  }

  /// All of them, oldest first.
  List<StoredEntry> all() {
    return List.copyOf(entries.values());
  }

  private Optional<StoredEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  private static boolean isOver(StoredEntry entry, Instant now) {
    return !entry.ended().orElseThrow().plus(KEPT).isAfter(now);
  }
}
