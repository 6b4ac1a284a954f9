package dev.carabiner.server.governor;

import dev.carabiner.server.governor.GateState.Flowing;
import dev.carabiner.server.governor.GateState.Probing;
import dev.carabiner.server.governor.GateState.Shut;
import dev.carabiner.server.governor.Gates.Reading;
import dev.carabiner.server.governor.Permit.Ticket;
import java.time.Duration;
import java.util.Optional;

/// What the end of a call makes of the gate's shared state. Pure; nothing means that it stays.
///
/// A call that began under an older state says nothing about the present one, unless the provider
/// named a time.
final class Transitions {
  /// Longer than the deadline of a call to a provider.
  static final Duration LEASE = Duration.ofSeconds(20);

  /// Differences that are not worth a write.
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final String node;

  Transitions(String node) {
    this.node = node;
  }

  GateState probe(Trouble trouble, Reading reading) {
    return new Probing(trouble, reading.now().plus(LEASE), node);
  }

  Optional<GateState> answered(Ticket ticket, Reading reading) {
    return ownProbe(ticket, reading)
        .map(
            probing -> new Flowing(reading.now(), Optional.of(probing.trouble().answeredTo(node))));
  }

  Optional<GateState> unused(Ticket ticket, Reading reading) {
    return ownProbe(ticket, reading).map(probing -> new Shut(probing.trouble(), reading.now()));
  }

  /// After a probe, or so many other calls in a row.
  Optional<GateState> unanswered(Ticket ticket, Reading reading) {
    if (ticket.version() != reading.version()) return Optional.empty();
    return switch (reading.state()) {
      case Flowing flowing -> {
        var trouble = Trouble.begins(Why.NO_ANSWER, Optional.of(node), flowing, reading.now());
        yield Optional.of(unanswered(trouble, ticket, reading));
      }
      case Probing(var trouble, _, _) -> {
        var longer = trouble.goesOn(Why.NO_ANSWER, Optional.of(node), reading.now());
        yield Optional.of(unanswered(longer, ticket, reading));
      }
      case Shut _ -> Optional.empty();
    };
  }

  Optional<GateState> askedToWait(Ticket ticket, Reading reading, Optional<Duration> retryAfter) {
    var wish = Pauses.wish(retryAfter);
    if (wish.isEmpty() && ticket.version() != reading.version()) return Optional.empty();
    return switch (reading.state()) {
      case Flowing flowing ->
          Optional.of(
              asked(
                  Trouble.begins(Why.ASKED_TO_WAIT, Optional.empty(), flowing, reading.now()),
                  wish,
                  reading));
      case Probing(var trouble, _, _) -> {
        var longer =
            ticket.version() == reading.version()
                ? trouble.goesOn(Why.ASKED_TO_WAIT, Optional.empty(), reading.now())
                : trouble;
        yield Optional.of(asked(longer, wish, reading));
      }
      case Shut(var trouble, var until) ->
          wish.map(reading.now()::plus)
              .filter(wished -> wished.isAfter(until.plus(SLACK)))
              .map(wished -> new Shut(trouble, wished));
    };
  }

  private static GateState asked(Trouble trouble, Optional<Duration> wish, Reading reading) {
    var pause = wish.orElse(Pauses.unnamed(trouble.strikes()));
    return new Shut(trouble, reading.now().plus(pause));
  }

  private static GateState unanswered(Trouble trouble, Ticket ticket, Reading reading) {
    var took = Duration.between(ticket.at(), reading.now());
    return new Shut(trouble, reading.now().plus(Pauses.unanswered(trouble.strikes(), took)));
  }

  private static Optional<Probing> ownProbe(Ticket ticket, Reading reading) {
    return ticket.version() == reading.version() && reading.state() instanceof Probing probing
        ? Optional.of(probing)
        : Optional.empty();
  }
}
