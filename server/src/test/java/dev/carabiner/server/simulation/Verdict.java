package dev.carabiner.server.simulation;

import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.tokens.TokenOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What must hold once the trouble is over.
final class Verdict {
  private static final Duration NAMED_AFTER_THE_TOKENS_END = Duration.ofSeconds(75);

  private static final long OWNERS_TIME = Duration.ofSeconds(50).toNanos();

  /// Longer than a commit takes here, mostly.
  private static final long ENOUGH_TO_COMMIT = Duration.ofSeconds(2).toNanos();

  private static final Duration NAMED_AFTER_THE_FIRST_NO = Duration.ofSeconds(45);

  private final World world;
  private final List<SimulatedNode> nodes;

  Verdict(World world, List<SimulatedNode> nodes) {
    this.world = world;
    this.nodes = nodes;
  }

  /// I10: every session that can work, works, on every node.
  void mended() {
    for (var known : sessions()) {
      var before = row(known);
      if (before.isEmpty() || !before.get().state().word().equals("connected")) continue;
      var recoverable = isRecoverable(before.get());
      for (var node : nodes) {
        if (!node.isReady()) {
          world.checker().violated("I10", node + " did not come back");
          return;
        }
        var begun = world.strands().instant();
        var outcome = read(known, node);
        if (mayTrySince(known, begun)) outcome = read(known, node);
        if (recoverable && !(outcome instanceof TokenOutcome.HandedOut))
          world
              .checker()
              .violated("I10", known.label + " could work and " + node + " says " + outcome);
      }
    }
  }

  /// Whether a refresh that had to wait need not wait any more since that time: a read that began
  /// before could not try.
  private boolean mayTrySince(Known known, Instant begun) {
    return row(known)
        .flatMap(session -> session.renewal().nextTry())
        .filter(next -> next.isAfter(begun) && !next.isAfter(world.strands().instant()))
        .isPresent();
  }

  /// I14, I10: when all tokens of the time of trouble have died, a session works, or its loss is
  /// named and could not be helped.
  void settled() {
    world.strands().pass(untilAllTokensAreDead().plus(NAMED_AFTER_THE_TOKENS_END));
    for (var known : sessions()) {
      var found = row(known);
      if (found.isEmpty()) continue;
      switch (found.get().state().word()) {
        case "connected", "needs_reconnect" -> settled(known, found.get());
        case "revoked" -> revoked(known, found.get());
        case "pending" -> pending(known, found.get());
        default -> {}
      }
    }
  }

  private void settled(Known known, Session before) {
    var recoverable = isRecoverable(before);
    var outcome = read(known, world.chance().oneOf(nodes));
    if (outcome instanceof TokenOutcome.TryLater) {
      // the first read after the end may be the first to hear of it
      world.strands().pass(NAMED_AFTER_THE_FIRST_NO);
      outcome = read(known, world.chance().oneOf(nodes));
    }
    switch (outcome) {
      case TokenOutcome.HandedOut _ -> {}
      case TokenOutcome.ReconnectRequired(var why) -> {
        if (before.state().word().equals("connected") && recoverable)
          world.checker().violated("I10", known.label + " works and is given up: " + why);
        lost(known, why);
      }
      case TokenOutcome.TryLater _ ->
          world.checker().violated("I10", known.label + " neither works nor is given up");
      case TokenOutcome.NoSuchSession(), TokenOutcome.StillPending() ->
          world.checker().violated("I10", known.label + " is gone");
    }
  }

  /// A grant may be lost only where the provider makes it so, or where nobody ever had the new
  /// token on a disk.
  private void lost(Known known, Reason why) {
    var grant = known.grant;
    if (grant == null) return;
    var helped =
        grant.death.startsWith("the user")
            || grant.death.equals("revoked")
            || (grant.flaked && isCareful())
            || grant.requests.stream().anyMatch(request -> couldBeLost(grant, request));
    if (!helped)
      world
          .checker()
          .violated(
              "I14",
              known.label
                  + " is lost ("
                  + why
                  + ", "
                  + grant.death
                  + ") without need: "
                  + grant.requests);
  }

  private boolean couldBeLost(GrantAtProvider grant, AtWire request) {
    if (request.given == null) return false;
    return switch (world.provider().policy) {
      case NONE, PREVIOUS_UNTIL_USED, UNKNOWN -> false;
      case GRACE ->
          cameTooLate(request) && nobodyTriedWithin(SimulatedProvider.GRACE, grant, request);
      case STRICT -> cameTooLate(request);
    };
  }

  /// Whether what was given for it is nowhere, or came when it could not be waited for any more, or
  /// its node could not bring it to the store in time.
  private boolean cameTooLate(AtWire request) {
    return !request.cameInTime()
        || world.back(request.sender.place, request.endAt) - request.goAt > OWNERS_TIME
        || !world
            .outages()
            .couldWork(
                request.sender.place.node(),
                request.durableAt,
                request.goAt + OWNERS_TIME,
                ENOUGH_TO_COMMIT);
  }

  private static boolean nobodyTriedWithin(Duration grace, GrantAtProvider grant, AtWire request) {
    return grant.requests.stream()
        .filter(other -> other.end == AtWire.End.DENIED)
        .anyMatch(other -> other.goAt - request.processedAt > grace.toNanos());
  }

  private boolean isCareful() {
    return world.declared() == RotationPolicy.STRICT || world.declared() == RotationPolicy.UNKNOWN;
  }

  /// I5: a confirmed revocation reaches the provider, or says how far it came.
  private void revoked(Known known, Session session) {
    var grant = known.grant;
    if (grant == null || grant.isDead()) return;
    if (world.store().newestRevocation(session.key().workspace(), known.id).isEmpty())
      world.checker().violated("I5", known.label + " lives on at the provider");
  }

  /// I10: no exchange stays under way.
  private void pending(Known known, Session session) {
    if (world
        .store()
        .newestFlow(session.key())
        .filter(flow -> flow.step() instanceof Flow.Step.Exchanging)
        .isPresent()) world.checker().violated("I10", known.label + "'s exchange never ends");
  }

  private TokenOutcome read(Known known, SimulatedNode node) {
    var reader = new Reader(world, nodes, known);
    return reader
        .read(node, Optional.empty(), false)
        .orElseGet(() -> new TokenOutcome.TryLater(Duration.ZERO));
  }

  /// Whether the provider would take the refresh token that is stored.
  private boolean isRecoverable(Session session) {
    return Checker.refreshToken(session).filter(world.provider()::wouldRefresh).isPresent();
  }

  private Duration untilAllTokensAreDead() {
    var now = world.strands().instant();
    return sessions().stream()
        .flatMap(known -> row(known).stream())
        .flatMap(session -> session.grant().tokens().flatMap(TokenSet::end).stream())
        .map(end -> Duration.between(now, end))
        .filter(Duration::isPositive)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private List<Known> sessions() {
    return new ArrayList<>(world.checker().sessions().values());
  }

  private Optional<Session> row(Known known) {
    return Optional.ofNullable(world.store().rows().sessions().get(known.id));
  }
}
