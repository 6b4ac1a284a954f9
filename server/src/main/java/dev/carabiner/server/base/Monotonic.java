package dev.carabiner.server.base;

/// A clock that never jumps, for measuring spans. Handed in, so that a simulation has its own.
@FunctionalInterface
public interface Monotonic {
  /// The machine's.
  Monotonic SYSTEM = System::nanoTime;

  /// Nanoseconds since some moment.
  long nanos();
}
