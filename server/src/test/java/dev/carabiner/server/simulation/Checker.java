package dev.carabiner.server.simulation;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.tokens.TokenOutcome;
import dev.carabiner.vault.Reveal;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds what happens against the invariants, step by step. The first violation ends the run.
final class Checker implements Witness {
  private final World world;
  private final Map<SessionId, Known> sessions = new LinkedHashMap<>();
  private final Map<GrantAtProvider, Known> owners = new LinkedHashMap<>();
  private final Set<String> codes = new HashSet<>();
  private final WireRules wireRules;
  private Optional<String> violation = Optional.empty();

  Checker(World world) {
    this.world = world;
    this.wireRules = new WireRules(world);
  }

  /// What was broken first.
  Optional<String> violation() {
    return violation;
  }

  void violated(String invariant, String what) {
    if (violation.isPresent()) return;
    violation = Optional.of(invariant + ": " + what);
    world.trace(() -> "VIOLATED " + invariant + ": " + what);
    world.strands().stop();
  }

  Known known(SessionId id) {
    return sessions.computeIfAbsent(id, fresh -> new Known(fresh, "s" + (sessions.size() + 1)));
  }

  String label(SessionId id) {
    return known(id).label;
  }

  Map<SessionId, Known> sessions() {
    return sessions;
  }

  Optional<Known> owner(GrantAtProvider grant) {
    return Optional.ofNullable(owners.get(grant));
  }

  /// I1: a code is sent at most once.
  void codeGoes(String code) {
    if (!codes.add(code)) violated("I1", code + " is sent a second time");
  }

  /// I2, I12: a refresh leaves.
  void goes(AtWire request) {
    wireRules.check(request);
  }

  /// A record of that strand is on its node's disk.
  void journaled(Strand strand) {
    var request = strand.lastRequest;
    if (request != null && request.end == AtWire.End.GRANTED && request.durableAt < 0)
      request.durableAt = world.strands().nanos();
  }

  /// The disk of that strand's node takes nothing any more.
  void unwritable(Strand strand) {
    var request = strand.lastRequest;
    if (request != null && request.end == AtWire.End.GRANTED) request.unwritable = true;
  }

  @Override
  public void changed(@Nullable Session before, Session after, Change change) {
    var known = known(after.key().id());
    if (before != null) {
      forward(known, before, after);
      StateRules.check(world, known, before, after, change);
    }
    if (!change.equals(Change.NOTHING) && known.grant != null)
      known.grant.requests.forEach(request -> request.settled = true);
    var tokens = after.grant().tokens();
    var same = before != null && before.grant().tokens().equals(tokens);
    if (tokens.isPresent() && !same) durable(known, after, tokens.get());
  }

  /// I4: generations and fences only grow, and nothing leads out of a final state.
  private void forward(Known known, Session before, Session after) {
    var was = before.renewal();
    var is = after.renewal();
    if (is.generation() < was.generation())
      violated("I4", known.label + " goes back from generation " + was.generation());
    if (is.fence() < was.fence())
      violated("I4", known.label + " goes back from fence " + was.fence());
    var moved =
        is.generation() != was.generation()
            || !before.state().equals(after.state())
            || !before.grant().equals(after.grant());
    if (moved && is.fence() == was.fence())
      violated("I4", known.label + " changes without a new fence");
    if (before.state().isFinal() && !after.state().equals(before.state()))
      violated("I5", known.label + " leaves the final state " + before.state().word());
  }

  private void durable(Known known, Session session, TokenSet tokens) {
    var access = opened(session, tokens);
    known.durable.add(access);
    var truth = world.provider().accessToken(access);
    if (truth.isEmpty()) {
      violated("I8", known.label + " gets a token that the provider never made");
      return;
    }
    var grant = truth.get().grant();
    var owner = owners.putIfAbsent(grant, known);
    if (owner != null && owner != known)
      violated("I8", known.label + " gets a token of " + owner.label);
    known.grant = grant;
    var end = tokens.end().map(time -> Duration.between(Strands.BEGIN, time).toNanos());
    if (end.filter(at -> at > truth.get().endsAt()).isPresent())
      violated("I7", known.label + "'s token is said to live longer than it does");
    wireRules.committed(grant, refreshToken(session));
  }

  private static String opened(Session session, TokenSet tokens) {
    var binding = session.key().binding("access_token", session.renewal().generation());
    return SimulatedRooms.VAULT.open(tokens.accessToken(), binding).reveal(Reveal.TO_COMPARE);
  }

  /// The refresh token that a session holds.
  static Optional<String> refreshToken(Session session) {
    var binding = session.key().binding("refresh_token", session.renewal().generation());
    return session
        .grant()
        .tokens()
        .flatMap(TokenSet::refreshToken)
        .map(sealed -> SimulatedRooms.VAULT.open(sealed, binding).reveal(Reveal.TO_COMPARE));
  }

  /// A read was answered; seen at the node, in the strand that answered.
  void answered(SessionId id, Strand strand, long begun, TokenOutcome outcome) {
    var known = known(id);
    if (outcome instanceof TokenOutcome.HandedOut(var token, var end))
      served(known, strand, begun, token.reveal(Reveal.TO_COMPARE), end.isPresent());
    else notServed(known, strand, outcome);
  }

  private void served(Known known, Strand strand, long begun, String token, boolean hasEnd) {
    if (known.revokedAt >= 0 && known.revokedAt < begun)
      violated("I5", known.label + " is read after its revocation was confirmed");
    if (!known.durable.contains(token))
      violated("I3", known.label + "'s reader gets a token that is not durable");
    var truth = world.provider().accessToken(token);
    var judged = strand.lastReading.map(reading -> reading.now()).orElse(Strands.BEGIN);
    var at = Duration.between(Strands.BEGIN, judged).toNanos();
    if (truth.isEmpty()) violated("I8", "nobody knows the token of " + known.label);
    else if (owners.get(truth.get().grant()) != known)
      violated("I8", known.label + "'s reader gets a token of another session");
    else if (!hasEnd || truth.get().endsAt() <= at)
      violated("I7", known.label + "'s reader gets a dead token");
  }

  /// I6: a token that lives is handed out, whatever the provider does.
  private void notServed(Known known, Strand strand, TokenOutcome outcome) {
    var reading = strand.lastReading;
    if (reading.isEmpty() || !isReadable(reading.get().session())) return;
    var living =
        reading
            .get()
            .session()
            .grant()
            .tokens()
            .flatMap(TokenSet::end)
            .filter(end -> end.isAfter(reading.get().now()));
    if (living.isPresent())
      violated("I6", known.label + " has a living token and its reader gets " + outcome);
  }

  private static boolean isReadable(Session session) {
    return switch (session.state().word()) {
      case "connected", "needs_reconnect" -> true;
      default -> false;
    };
  }
}
