package dev.carabiner.server.governor;

import java.time.Duration;

/// What a gate says to a call that wants through.
public sealed interface Pass {
  /// Make the call, then end the permit.
  record Go(Permit permit) implements Pass {}

  /// Not now. Ask again after that time, or give up.
  ///
  /// @param duration above 0
  record Wait(Duration duration, Why why) implements Pass {}
}
