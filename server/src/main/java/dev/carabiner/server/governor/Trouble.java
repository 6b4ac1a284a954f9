package dev.carabiner.server.governor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Why a gate is, or was, shut.
///
/// @param since when it was shut first; probes that fail do not change it
/// @param strikes how often it has been shut in short order, at least 1
/// @param why [Why#ASKED_TO_WAIT] or [Why#NO_ANSWER]
/// @param lone the only node that got no answer so far; absent when several did not, or when the
///   provider itself asked
/// @param outage whether this has been told as an outage
public record Trouble(Instant since, int strikes, Why why, Optional<String> lone, boolean outage) {
  private static final Duration SHORT_ORDER = Duration.ofMinutes(1);
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  public Trouble {
    if (strikes < 1) throw new IllegalArgumentException("trouble begins with one strike");
    if (why != Why.ASKED_TO_WAIT && why != Why.NO_ANSWER)
      throw new IllegalArgumentException("no trouble: " + why);
  }

  static Trouble begins(Why why, Optional<String> lone, GateState.Flowing before, Instant now) {
    var strikes =
        before
            .after()
            .filter(_ -> now.isBefore(before.since().plus(SHORT_ORDER)))
            .map(Trouble::strikes)
            .orElse(0);
    return new Trouble(now, next(strikes), why, lone, false);
  }

  /// After a probe that failed.
  Trouble goesOn(Why now, Optional<String> prober, Instant at) {
    var longer = at.isAfter(since.plus(OUTAGE));
    return new Trouble(
        since,
        next(strikes),
        now,
        lone.equals(prober) ? lone : Optional.empty(),
        outage || longer || now == Why.NO_ANSWER);
  }

  /// As it is remembered once that node has had an answer.
  Trouble answeredTo(String node) {
    var stillLone = lone.filter(other -> !other.equals(node));
    return new Trouble(since, strikes, why, stillLone, outage);
  }

  private static int next(int strikes) {
    return Math.min(strikes + 1, Pauses.MOST_STRIKES);
  }
}
