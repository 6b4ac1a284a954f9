package dev.carabiner.server.base;

/// The kinds of infrastructure trouble.
public enum FaultCode {
  /// The store does not answer, is read-only or full; a repeat may succeed.
  STORE_UNAVAILABLE,
  /// The store answers, but what it holds cannot be used: another master key, a newer schema.
  STORE_UNUSABLE,
  /// The journal has no room or could not be written: nothing may be asked of a provider.
  JOURNAL_UNAVAILABLE
}
