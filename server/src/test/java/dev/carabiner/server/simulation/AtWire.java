package dev.carabiner.server.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One token request from the moment at which its sender decided to write it.
final class AtWire {
  /// How it stands with the answer, as the sender sees it.
  enum End {
    OPEN,
    /// Tokens came.
    GRANTED,
    /// The provider said no.
    DENIED,
    /// The provider said that it did nothing.
    NOT_DONE,
    /// No usable answer.
    UNKNOWN
  }

  private static final long DEADLINE = Duration.ofSeconds(15).toNanos();

  final Strand sender;
  final String token;
  final long goAt;

  /// When its sender had its claim: from then on the decision is waited for.
  long claimedAt;

  /// Where the grant that came is written; below zero: not yet.
  long durableAt = -1;

  /// Whether the journal could not take the grant that came.
  boolean unwritable;

  /// When the provider worked on it; below zero: never.
  long processedAt = -1;

  /// When the store got what was given for it; below zero: not yet.
  long committedAt = -1;

  /// Whether the answer of an earlier request has landed while this one was open, which ended its
  /// claim.
  boolean overtaken;

  /// Whether the store knows how it ended, or that nobody knows.
  boolean settled;

  End end = End.OPEN;
  long endAt = -1;

  /// The refresh token that the provider gave for it.
  GrantAtProvider.@Nullable Refresh given;

  AtWire(Strand sender, String token, long goAt) {
    this.sender = sender;
    this.token = token;
    this.goAt = goAt;
    this.claimedAt = goAt;
  }

  /// Whether its sender may still decide what becomes of it.
  boolean isUnderWay() {
    return end == End.OPEN && !settled && !sender.place.isDead();
  }

  void ended(End how, long now) {
    end = how;
    endAt = now;
  }

  /// Whether its answer was on a disk while its sender still waited for the decision.
  boolean cameInTime() {
    return end == End.GRANTED && durableAt >= 0 && durableAt - claimedAt <= DEADLINE;
  }

  @Override
  public String toString() {
    return "request of "
        + sender
        + " at "
        + Duration.ofNanos(goAt)
        + ", "
        + (processedAt < 0 ? "not processed" : "processed at " + Duration.ofNanos(processedAt))
        + ", "
        + end
        + (durableAt < 0 ? "" : ", durable at " + Duration.ofNanos(durableAt))
        + (committedAt < 0 ? "" : ", committed at " + Duration.ofNanos(committedAt));
  }
}
