package dev.carabiner.server.simulation;

import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.util.Optional;

/// What holds of refreshes on the wire.
final class WireRules {
  /// A claim's lease without the time that its owner may take before it sends.
  private static final long LEASE = Duration.ofSeconds(16).toNanos();

  /// How long an owner that is away may still come back with its answer.
  private static final long OWNERS_TIME = Duration.ofSeconds(55).toNanos();

  /// The longest time between a claim and its request.
  private static final long UNTIL_SENT = Duration.ofSeconds(5).toNanos();

  private static final long WINDOW = Duration.ofSeconds(60).toNanos();
  private static final int MOST_IN_WINDOW = 12;

  private final World world;

  WireRules(World world) {
    this.world = world;
  }

  /// A refresh is about to be written to the wire.
  void check(AtWire request) {
    var found = world.provider().refreshToken(request.token);
    if (found.isEmpty()) {
      world.checker().violated("I8", "a refresh token that the provider never made is sent");
      return;
    }
    var grant = found.get().grant;
    ownClaim(grant, request).ifPresent(claimed -> departs(request, claimed));
    for (var other : grant.requests) {
      if (!other.token.equals(request.token)) continue;
      alone(request, other);
      again(grant, request, other);
    }
    grant.requests.add(request);
    bounded(grant, request);
  }

  /// I2: a claim that grew old is not sent.
  private void departs(AtWire request, long claimed) {
    request.claimedAt = claimed;
    if (request.goAt - claimed > UNTIL_SENT)
      world.checker().violated("I2", "sent long after its claim: " + request);
  }

  /// When the sender made the claim that the session has now, if it is the sender's.
  private Optional<Long> ownClaim(GrantAtProvider grant, AtWire request) {
    return world
        .checker()
        .owner(grant)
        .flatMap(this::row)
        .flatMap(session -> session.renewal().claim())
        .filter(claim -> claim.node().equals(request.sender.place.node()))
        .map(claim -> claim.until().minus(Renewal.Claim.LEASE))
        .map(at -> Duration.between(Strands.BEGIN, at).toNanos());
  }

  /// I2: nobody sends while another one's claim lasts.
  private void alone(AtWire request, AtWire other) {
    if (other.isUnderWay() && !other.overtaken && request.goAt < other.goAt + LEASE)
      world.checker().violated("I2", request + " beside " + other);
  }

  /// I2: a spent refresh token goes out again only after an unanswered try, and as the policy
  /// allows.
  private void again(GrantAtProvider grant, AtWire request, AtWire other) {
    if (world.provider().policy == RotationPolicy.NONE || other.given == null) return;
    // a claim may just have been made when the answer of an earlier one came after all
    if (other.committedAt >= 0 && request.goAt > other.committedAt + UNTIL_SENT)
      world.checker().violated("I2", "spent and superseded: " + request + " after " + other);
    if (!isCareful()) return;
    var owner = world.checker().owner(grant);
    var living = owner.filter(known -> hasLivingToken(known)).isPresent();
    if (living && !grant.isDead())
      world
          .checker()
          .violated("I2", "a strict refresh token again while its token lives: " + request);
    if (other.durableAt >= 0 && other.cameInTime() && request.goAt < other.goAt + OWNERS_TIME)
      world
          .checker()
          .violated("I2", "spent, and its successor is on a disk: " + request + " after " + other);
  }

  /// Whether a second use may end the grant, as far as anybody at the nodes can know.
  private boolean isCareful() {
    return switch (world.declared()) {
      case STRICT, UNKNOWN -> true;
      case NONE, GRACE, PREVIOUS_UNTIL_USED -> false;
    };
  }

  private boolean hasLivingToken(Known known) {
    return row(known)
        .flatMap(session -> session.grant().tokens())
        .flatMap(TokenSet::end)
        .filter(end -> end.isAfter(world.strands().instant()))
        .isPresent();
  }

  private Optional<Session> row(Known known) {
    return Optional.ofNullable(world.store().rows().sessions().get(known.id));
  }

  /// I12: no storm of refreshes.
  private void bounded(GrantAtProvider grant, AtWire request) {
    var lately =
        grant.requests.stream().filter(other -> other.goAt > request.goAt - WINDOW).count();
    if (lately > MOST_IN_WINDOW)
      world.checker().violated("I12", lately + " refreshes of " + grant + " within a minute");
  }

  /// A grant that came is in the journal before it is in the store: a commit that failed would
  /// leave it nowhere. Several requests may have been given the same.
  private void journaledBefore(GrantAtProvider grant, String refreshToken) {
    var those =
        grant.requests.stream()
            .filter(request -> request.given != null && request.given.value.equals(refreshToken))
            .toList();
    if (those.stream().anyMatch(request -> request.durableAt >= 0 || request.unwritable)) return;
    if (those.stream().anyMatch(request -> request.end == AtWire.End.GRANTED))
      world.checker().violated("I14", "in the store and not in the journal: " + those);
  }

  /// The session holds this refresh token now.
  void committed(GrantAtProvider grant, Optional<String> refreshToken) {
    refreshToken.ifPresent(token -> journaledBefore(grant, token));
    for (var request : grant.requests) {
      if (request.isUnderWay()) request.overtaken = true;
      var given = request.given;
      if (given == null || refreshToken.isEmpty()) continue;
      if (given.value.equals(refreshToken.get())) {
        if (request.committedAt < 0) request.committedAt = world.strands().nanos();
        if (request.durableAt < 0) request.durableAt = world.strands().nanos();
      }
    }
  }
}
