package dev.carabiner.cli;

/// A step of a replay did not hold; the message says what came instead.
final class StepFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepFailed(String whatCameInstead) {
    super(whatCameInstead);
  }

  /// @throws StepFailed when it does not hold
  static void unless(boolean holds, String whatCameInstead) {
    if (!holds) throw new StepFailed(whatCameInstead);
  }
}
