package dev.carabiner.server.governor;

import java.util.Locale;

/// Why a call has to wait.
public enum Why {
  /// As many calls are under way as may be.
  BUSY,
  /// The budget is spent for now.
  BUDGET,
  /// One call is out to see whether the provider answers again.
  PROBING,
  /// The provider asked us to wait.
  ASKED_TO_WAIT,
  /// The provider has not answered lately.
  NO_ANSWER;

  /// The word for logs and machines.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
