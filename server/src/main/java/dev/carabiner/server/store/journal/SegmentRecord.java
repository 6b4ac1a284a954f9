package dev.carabiner.server.store.journal;

import dev.carabiner.vault.Sealed;
import java.time.Instant;

/// One record of a segment.
sealed interface SegmentRecord {
  /// The entry it belongs to.
  String entry();

  /// When it was written, to the millisecond.
  Instant at();

  /// What was written into the entry.
  record Written(String entry, Instant at, Sealed sealed) implements SegmentRecord {}

  /// The entry has ended.
  record Ended(String entry, Instant at) implements SegmentRecord {}
}
