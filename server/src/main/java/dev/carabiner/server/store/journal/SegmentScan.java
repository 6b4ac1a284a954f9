package dev.carabiner.server.store.journal;

import dev.carabiner.vault.Sealed;
import java.util.ArrayList;
import java.util.List;

/// What a segment was found to hold.
///
/// @param found its whole records, in the order of writing
/// @param gaps how often something unreadable stands before a whole record; unreadable bytes at the
///   end are a write that a crash has cut short, and no gap
record SegmentScan(List<Found> found, int gaps) {
  /// A record and its place.
  record Found(SegmentRecord record, Location location) {}

  SegmentScan {
    found = List.copyOf(found);
  }

  static SegmentScan of(byte[] file, Segment segment, long number) {
    var found = new ArrayList<Found>();
    var gaps = 0;
    var inGap = false;
    var position = 0;
    while (position + RecordCodec.SLOT <= file.length) {
      var record = RecordCodec.decode(file, number, position);
      if (record.isPresent()) {
        if (inGap) gaps++;
        var size = size(record.get());
        found.add(new Found(record.get(), new Location(segment, position, size)));
        position += size;
      } else {
        position += RecordCodec.SLOT;
      }
      inGap = record.isEmpty();
    }
    return new SegmentScan(found, gaps);
  }

  private static int size(SegmentRecord record) {
    return switch (record) {
      case SegmentRecord.Written(_, _, Sealed sealed) -> RecordCodec.size(sealed.bytes().length);
      case SegmentRecord.Ended _ -> RecordCodec.SLOT;
    };
  }
}
