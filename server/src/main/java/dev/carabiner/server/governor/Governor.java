package dev.carabiner.server.governor;

import dev.carabiner.server.governor.Permit.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Decides whether a call to a provider may be made now. One per node; what all of them must agree
/// on is in the store, so that they wait, probe and begin again together.
///
/// It never waits, and holds no lock while the store is asked.
public final class Governor {
  /// Calls in flight through one gate, in the whole installation.
  public static final int IN_FLIGHT = 50;

  /// The node that was without an answer gives the others time to try.
  private static final Duration PRECEDENCE = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final ConcurrentHashMap<GateKey, Gate> gates = new ConcurrentHashMap<>();
  private final Gates store;
  private final Breaker breaker;
  private final Node node;
  private final RunningNodes nodes;

  /// This node.
  ///
  /// @param id as in its heartbeats
  /// @param running how many nodes run; asked every few seconds
  /// @param clock for what this node counts alone; what is shared goes by the store's
  /// @param inFlight how many calls may be in flight through one gate, over all nodes; each has an
  ///   equal part, and at least one
  public record Node(String id, IntSupplier running, InstantSource clock, int inFlight) {
    public Node {
      if (inFlight < 1) throw new IllegalArgumentException("at least one call goes through");
    }
  }

  private Governor(Gates store, Breaker breaker, Node node) {
    this.store = store;
    this.breaker = breaker;
    this.node = node;
    this.nodes = new RunningNodes(node.running(), node.clock());
  }

  /// The governor of one node.
  ///
  /// @param outages told by the node that found out, and by no other
  public static Governor of(Gates store, Outages outages, Node node) {
    return new Governor(store, new Breaker(store, outages, node.id()), node);
  }

  /// Asks for the right to make one call through that gate.
  ///
  /// @param budget what the provider allows in all; absent where nobody knows
  /// @throws dev.carabiner.server.base.Fault when the store does not answer; nothing is taken then
  public Pass enter(GateKey key, Optional<Budget> budget) {
    var running = nodes.count();
    var gate = gates.computeIfAbsent(key, Gate::new);
    var refused = gate.takePlace(part(node.inFlight(), running), now());
    if (refused.isPresent()) return refused.get();
    var through = false;
    try {
      var pass = pass(gate, budget, running);
      through = pass instanceof Pass.Go;
      return pass;
    } finally {
      if (!through) gate.leave();
    }
  }

  /// Every gate that is known to the store or to this node, by host and client.
  public List<GateView> states() {
    var states = new TreeMap<GateKey, GateState>(GateKey.BY_HOST);
    for (var gate : gates.keySet()) states.put(gate, GateState.Flowing.ALWAYS);
    for (var known : store.all()) states.put(known.key(), known.state());
    var views = new ArrayList<GateView>();
    states.forEach((key, state) -> views.add(new GateView(key, state, inFlight(key))));
    return List.copyOf(views);
  }

  private int inFlight(GateKey key) {
    var gate = gates.get(key);
    return gate == null ? 0 : gate.inFlight();
  }

  private Pass pass(Gate gate, Optional<Budget> budget, int running) {
    var reading = store.find(gate.key());
    gate.saw(reading.version());
    return switch (reading.state()) {
      case GateState.Flowing flowing -> {
        var limit = part(flowing.limit(reading.now(), node.inFlight()), running);
        var ticket = new Ticket(gate, reading.version(), reading.now(), false);
        yield gate.isOver(limit)
            ? gate.hold(LOOK, limit, Why.BUSY, now())
            : go(gate, budget, running, () -> Optional.of(ticket));
      }
      case GateState.Shut(var trouble, var until) -> {
        var wait = Duration.between(reading.now(), until.plus(precedence(trouble, running)));
        yield wait.isPositive()
            ? gate.hold(wait, 0, trouble.why(), now())
            : go(gate, budget, running, () -> breaker.probe(gate, reading, trouble));
      }
      case GateState.Probing(var trouble, var until, _) ->
          reading.now().isBefore(until)
              ? gate.hold(LOOK, 0, Why.PROBING, now())
              : go(gate, budget, running, () -> breaker.probe(gate, reading, trouble));
    };
  }

  private Pass go(
      Gate gate, Optional<Budget> budget, int running, Supplier<Optional<Ticket>> ticket) {
    var now = now();
    var wait = budget.flatMap(some -> gate.takeOf(some, running, now));
    if (wait.isPresent()) return gate.hold(wait.get(), 0, Why.BUDGET, now);
    var mine = ticket.get();
    if (mine.isPresent()) return new Pass.Go(new Permit(mine.get(), this::end));
    gate.giveBack();
    return gate.hold(LOOK, 0, Why.PROBING, now);
  }

  private void end(Ticket ticket, Ended how) {
    var gate = ticket.gate();
    gate.leave();
    switch (how) {
      case Ended.Answered _ -> {
        gate.answered(ticket.version());
        if (ticket.probe()) breaker.answered(ticket);
      }
      case Ended.AskedToWait asked -> {
        gate.answered(ticket.version());
        breaker.askedToWait(ticket, asked);
      }
      case Ended.Unanswered _ -> {
        var many = gate.unanswered(ticket.version());
        if ((ticket.probe() || many) && !breaker.unanswered(ticket)) gate.holdAlone(now());
      }
      case Ended.Unused _ -> {
        gate.giveBack();
        if (ticket.probe()) breaker.unused(ticket);
      }
    }
  }

  private Duration precedence(Trouble trouble, int running) {
    var lone = trouble.lone().filter(node.id()::equals).isPresent();
    return lone && running > 1 ? PRECEDENCE : Duration.ZERO;
  }

  private static int part(int whole, int running) {
    return Math.max(1, whole / running);
  }

  private Instant now() {
    return node.clock().instant();
  }
}
