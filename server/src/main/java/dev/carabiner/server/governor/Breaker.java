package dev.carabiner.server.governor;

import dev.carabiner.server.governor.GateState.Flowing;
import dev.carabiner.server.governor.GateState.Probing;
import dev.carabiner.server.governor.GateState.Shut;
import dev.carabiner.server.governor.Gates.Reading;
import dev.carabiner.server.governor.Permit.Ticket;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;

/// Changes what all nodes know of a gate. Of nodes that want to do so at once, one does.
final class Breaker {
  private static final System.Logger LOG = System.getLogger(Breaker.class.getName());

  private final Gates gates;
  private final Outages outages;
  private final String node;
  private final Transitions transitions;

  Breaker(Gates gates, Outages outages, String node) {
    this.gates = gates;
    this.outages = outages;
    this.node = node;
    this.transitions = new Transitions(node);
  }

  /// Tries to become the one call that goes through a shut gate.
  Optional<Ticket> probe(Gate gate, Reading reading, Trouble trouble) {
    return change(gate.key(), reading, transitions.probe(trouble, reading))
        ? Optional.of(new Ticket(gate, reading.version() + 1, reading.now(), true))
        : Optional.empty();
  }

  void answered(Ticket probe) {
    settle(probe, reading -> transitions.answered(probe, reading));
  }

  void unused(Ticket probe) {
    settle(probe, reading -> transitions.unused(probe, reading));
  }

  void askedToWait(Ticket ticket, Ended.AskedToWait asked) {
    settle(ticket, reading -> transitions.askedToWait(ticket, reading, asked.retryAfter()));
  }

  /// After a probe, or so many other calls in a row.
  ///
  /// @return false if this node is alone with its trouble: then it must wait by itself
  boolean unanswered(Ticket ticket) {
    while (true) {
      var reading = gates.find(ticket.gate().key());
      if (isAlone(ticket, reading)) return false;
      var next = transitions.unanswered(ticket, reading);
      if (next.isEmpty() || change(ticket.gate().key(), reading, next.get())) return true;
    }
  }

  /// Whether this node shut the gate last time, another one found it in order, and this one has had
  /// no answer since.
  private boolean isAlone(Ticket ticket, Reading reading) {
    return reading.state() instanceof Flowing(_, var after)
        && reading.version() == ticket.version()
        && after.flatMap(Trouble::lone).filter(node::equals).isPresent()
        && !ticket.gate().isAnsweredSince(reading.version());
  }

  private void settle(Ticket ticket, Function<Reading, Optional<GateState>> transition) {
    var key = ticket.gate().key();
    while (true) {
      var reading = gates.find(key);
      var next = transition.apply(reading);
      if (next.isEmpty() || change(key, reading, next.get())) return;
    }
  }

  private boolean change(GateKey key, Reading from, GateState next) {
    if (!gates.compareAndSet(key, from.version(), next)) return false;
    log(key, next);
    tell(key, from.state(), next);
    return true;
  }

  private void tell(GateKey key, GateState before, GateState next) {
    var told = before.presentTrouble().filter(Trouble::outage);
    var present = next.presentTrouble();
    if (told.isPresent() && present.isEmpty()) outages.ended(key, told.get().since());
    if (told.isEmpty())
      present
          .filter(Trouble::outage)
          .ifPresent(trouble -> outages.began(key, trouble.since(), trouble.why()));
  }

  private static void log(GateKey key, GateState next) {
    switch (next) {
      case Flowing _ -> LOG.log(Level.INFO, "gate {0}: calls go through again", key);
      case Shut(var trouble, var until) ->
          LOG.log(Level.WARNING, "gate {0}: shut until {1}, {2}", key, until, trouble.why().word());
      case Probing _ -> LOG.log(Level.DEBUG, "gate {0}: one call tries", key);
    }
  }
}
