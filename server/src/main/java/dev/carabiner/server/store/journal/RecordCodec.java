package dev.carabiner.server.store.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carabiner.vault.Sealed;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How a record stands in a segment: in slots of 64 bytes, so that the next one is found behind one
/// that is damaged. All numbers are big-endian.
///
/// | bytes | what |
/// |---|---|
/// | 4 | `CRJ1` |
/// | 4 | CRC32C over the segment's number, the position (8 bytes each) and all that follows |
/// | 4 | length of the sealed bytes |
/// | 1 | kind: 1 written, 2 ended |
/// | 8 | time, milliseconds since 1970 |
/// | 43 | the entry's id |
/// | length | the sealed bytes, then zeros up to a whole slot |
final class RecordCodec {
  /// What a record's place in the file is a multiple of, and the size of one without content.
  static final int SLOT = 64;

  /// The most that one record may carry.
  static final int LARGEST_CONTENT = 64 * 1024;

  /// The length of an entry's id.
  static final int ID_LENGTH = 43;

  private static final int MAGIC = 0x43524A31;
  private static final int CHECKED_FROM = 8;
  private static final byte WRITTEN = 1;
  private static final byte ENDED = 2;

  private RecordCodec() {}

  /// What a record with that much content takes in the file.
  static int size(int content) {
    return Math.ceilDiv(SLOT + content, SLOT) * SLOT;
  }

  /// The record as it is written at that position of that segment.
  static ByteBuffer encode(SegmentRecord record, long segment, int position) {
    var content =
        switch (record) {
          case SegmentRecord.Written(_, _, var sealed) -> sealed.bytes();
          case SegmentRecord.Ended _ -> new byte[0];
        };
    var kind =
        switch (record) {
          case SegmentRecord.Written _ -> WRITTEN;
          case SegmentRecord.Ended _ -> ENDED;
        };
    var id = record.entry().getBytes(US_ASCII);
    if (id.length != ID_LENGTH)
      throw new IllegalArgumentException("not the length of an id: " + id.length);
    var bytes = ByteBuffer.allocate(size(content.length));
    bytes.putInt(MAGIC).putInt(0).putInt(content.length).put(kind);
    bytes.putLong(record.at().toEpochMilli()).put(id).put(content);
    bytes.putInt(4, checksum(bytes.array(), 0, content.length, segment, position));
    return bytes.rewind();
  }

  /// The record at that position of a segment's bytes; empty when none, or no whole one, is there.
  static Optional<SegmentRecord> decode(byte[] file, long segment, int position) {
    return decode(file, position, segment, position);
  }

  /// As [#decode(byte[], long, int)], for bytes of which the record is at `offset`.
  static Optional<SegmentRecord> decode(byte[] file, int offset, long segment, int position) {
    if (offset + SLOT > file.length) return Optional.empty();
    var bytes = ByteBuffer.wrap(file).position(offset);
    if (bytes.getInt() != MAGIC) return Optional.empty();
    var checksum = bytes.getInt();
    var length = bytes.getInt();
    if (length < 0 || length > LARGEST_CONTENT || offset + SLOT + length > file.length)
      return Optional.empty();
    if (checksum(file, offset, length, segment, position) != checksum) return Optional.empty();
    var kind = bytes.get();
    var at = Instant.ofEpochMilli(bytes.getLong());
    var id = new byte[ID_LENGTH];
    bytes.get(id);
    var content = new byte[length];
    bytes.get(content);
    var entry = new String(id, US_ASCII);
    return switch (kind) {
      case WRITTEN -> Optional.of(new SegmentRecord.Written(entry, at, Sealed.of(content)));
      case ENDED -> Optional.of(new SegmentRecord.Ended(entry, at));
      default -> Optional.empty();
    };
  }

  private static int checksum(byte[] file, int offset, int length, long segment, int position) {
    var sum = new CRC32C();
    // stale or misplaced bytes that look like a record do not count as one
    sum.update(ByteBuffer.allocate(16).putLong(segment).putLong(position).rewind());
    sum.update(file, offset + CHECKED_FROM, SLOT - CHECKED_FROM + length);
    return (int) sum.getValue();
  }
}
