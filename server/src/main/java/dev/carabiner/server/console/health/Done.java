package dev.carabiner.server.console.health;

import dev.carabiner.server.statistics.AppFigure;

/// What was done in a span.
///
/// @param handedOut reads that were answered with a token
/// @param refreshed refreshes that brought one
/// @param failed refreshes that brought none, and reads that were refused; but for those of
///   sessions whose users are still on their way
public record Done(long handedOut, long refreshed, long failed) {
  /// Nothing.
  public static final Done NOTHING = new Done(0, 0, 0);

  private static final String ON_THE_WAY = "SESSION_PENDING";

  static Done of(AppFigure figure) {
    var amount = figure.amount();
    return switch (figure.deed().kind()) {
      case HANDED_OUT -> new Done(amount, 0, 0);
      case REFRESHED -> new Done(0, amount, 0);
      case REFRESH_FAILED -> new Done(0, 0, amount);
      case READ_REFUSED ->
          figure.deed().detail().equals(ON_THE_WAY) ? NOTHING : new Done(0, 0, amount);
    };
  }

  Done plus(Done other) {
    return new Done(
        handedOut + other.handedOut, refreshed + other.refreshed, failed + other.failed);
  }
}
