package dev.carabiner.server.doctor;

/// Hears how far a long look has come.
@FunctionalInterface
public interface Progress {
  /// So many rows of that kind have been looked at.
  void at(String kind, long rows);
}
