package dev.carabiner.server.store.journal;

/// Where a record stands.
///
/// @param position in bytes from the segment's start
/// @param length in bytes, whole slots
record Location(Segment segment, int position, int length) {}
