package dev.carabiner.server.providers;

/// A point in time in an answer.
///
/// @param path dotted
/// @param format how it is written
public record TokenTime(String path, Format format) {
  /// How a point in time is written.
  public enum Format {
    /// As in `2026-11-24T01:25:00Z`.
    ISO8601,
    /// Seconds since 1970.
    EPOCH_S,
    /// Milliseconds since 1970.
    EPOCH_MS
  }
}
