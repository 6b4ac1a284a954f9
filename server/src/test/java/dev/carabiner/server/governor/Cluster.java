package dev.carabiner.server.governor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Some nodes that share one store and one virtual clock.
final class Cluster {
  static final GateKey GATE = new GateKey("provider.example", "client-1");
  static final int CAP = 48;

  Instant now = Instant.parse("2027-03-01T12:00:00Z");
  final MemoryGates gates = new MemoryGates(() -> now);
  final List<String> outages = new ArrayList<>();
  final List<Governor> nodes;
  int running;

  Cluster(int size) {
    running = size;
    nodes =
        IntStream.range(0, size)
            .mapToObj(number ->
                Governor.of(
                    gates,
                    new Log(),
                    new Governor.Node("node-" + number, () -> running, () -> now, CAP)))
            .toList();
  }

  private final class Log implements Outages {
    @Override
    public void began(GateKey gate, Instant since, Why why) {
      outages.add("began " + gate + " " + since + " " + why.word());
    }

    @Override
    public void ended(GateKey gate, Instant since) {
      outages.add("ended " + gate + " " + since);
    }
  }

  Governor node(int number) {
    return nodes.get(number);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void pass(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  Pass enter(int node) {
    return node(node).enter(GATE, Optional.empty());
  }

  Permit go(int node) {
    return switch (enter(node)) {
      case Pass.Go(var permit) -> permit;
      case Pass.Wait wait -> throw new AssertionError("did not get through: " + wait);
    };
  }

  Pass.Wait refused(int node) {
    return switch (enter(node)) {
      case Pass.Wait wait -> wait;
      case Pass.Go _ -> throw new AssertionError("got through");
    };
  }

  /// Every permit that a node gets at this moment.
  List<Permit> all(int node) {
    var permits = new ArrayList<Permit>();
    while (enter(node) instanceof Pass.Go(var permit)) permits.add(permit);
    return permits;
  }

  /// So many calls without an answer that the node takes it for the provider's fault.
  void goUnanswered(int node) {
    for (var call = 0; call < Gate.IN_A_ROW; call++) go(node).end(new Ended.Unanswered());
  }

  GateState state() {
    return gates.find(GATE).state();
  }
}
