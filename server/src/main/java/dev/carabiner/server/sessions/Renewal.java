package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a session stands between two refreshes.
///
/// @param generation counts token sets; 0 before the first. Tokens are sealed to it
/// @param fence counts changes of ownership: every claim and every change of state raises it, and
///   every commit names the one it saw, so that a writer who was overtaken changes nothing
/// @param claim who is refreshing, and until when nobody else may
/// @param nextTry not before this time
/// @param tries refreshes in a row that were not done
/// @param deniedSince when the provider first said `invalid_grant`, until a second try has
///   confirmed or refuted it
/// @param inDoubtSince when a refresh was sent that got no usable answer
/// @param orphan a refresh token that came too late to be the session's own, sealed to the present
///   generation; kept until the newer one has proved itself
public record Renewal(
    long generation,
    long fence,
    Optional<Claim> claim,
    Optional<Instant> nextTry,
    int tries,
    Optional<Instant> deniedSince,
    Optional<Instant> inDoubtSince,
    Optional<Sealed> orphan) {

  /// A refresh under way.
  ///
  /// @param node the node that owns it
  /// @param until the end of its lease, by the store's clock
  public record Claim(String node, Instant until) {
    /// Longer than the provider's deadline and the time until sending together.
    public static final Duration LEASE = Duration.ofSeconds(20);

    /// How long after a claim its owner may come back with an answer, its lease included.
    public static final Duration OWNERS_TIME = Duration.ofSeconds(60);

    /// Until when its owner may come back with an answer.
    public Instant ownersTime() {
      return until.minus(LEASE).plus(OWNERS_TIME);
    }
  }

  /// Before the first token set.
  public static final Renewal NEW =
      new Renewal(
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  Renewal changed() {
    return new Renewal(
        generation,
        fence + 1,
        Optional.empty(),
        Optional.empty(),
        0,
        deniedSince,
        inDoubtSince,
        orphan);
  }

  Renewal nextGeneration() {
    return new Renewal(
        generation + 1,
        fence + 1,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Renewal fallingBack() {
    return new Renewal(
        generation + 1,
        fence + 1,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        inDoubtSince,
        Optional.empty());
  }

  Renewal waiting(Instant until, Optional<Instant> denied, Optional<Instant> inDoubt) {
    return new Renewal(
        generation,
        fence + 1,
        Optional.empty(),
        Optional.of(until),
        tries + 1,
        denied,
        inDoubt,
        orphan);
  }

  Renewal restingUntil(Instant until) {
    return new Renewal(
        generation, fence, claim, Optional.of(until), tries, deniedSince, inDoubtSince, orphan);
  }

  /// The same without its claim: nothing was asked, so nothing is known of the refresh token.
  Renewal released() {
    return new Renewal(
        generation, fence + 1, Optional.empty(), nextTry, tries, deniedSince, inDoubtSince, orphan);
  }
}
