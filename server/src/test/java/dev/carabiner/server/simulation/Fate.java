package dev.carabiner.server.simulation;

import dev.carabiner.server.simulation.Weather.Provider;
import dev.carabiner.server.simulation.Weather.Trouble;
import java.time.Duration;
import java.util.List;

/// Brings the greater troubles: nodes that die or stand still, a store or a provider that is away.
/// All of them are over when the time of trouble is.
final class Fate {
  private static final Duration MENDED_BEFORE_THE_END = Duration.ofSeconds(45);

  private static final int ONE_STEP_IN = 400;

  private final World world;
  private final List<SimulatedNode> nodes;
  private final long end;

  /// @param end of the time of trouble, in virtual nanoseconds
  Fate(World world, List<SimulatedNode> nodes, long end) {
    this.world = world;
    this.nodes = nodes;
    this.end = end;
  }

  void run() {
    var chance = world.chance();
    while (true) {
      world.strands().pass(chance.between(Duration.ofSeconds(1), Duration.ofSeconds(40)));
      if (left().isNegative() || left().isZero()) return;
      switch (chance.below(10)) {
        case 0, 1, 2 -> kill(chance.oneOf(nodes));
        case 3, 4 -> pause(chance.oneOf(nodes));
        case 5 -> storeDown();
        case 6, 7 -> provider();
        case 8 -> userRevokes();
        default -> nodes.forEach(this::kill);
      }
    }
  }

  /// One step of a node: now and then the node dies, or stands still, in just this moment.
  void atStep(Strand strand) {
    var chance = world.chance();
    if (!chance.oneIn(ONE_STEP_IN) || left().compareTo(Duration.ofSeconds(1)) < 0) return;
    var struck = nodes.stream().filter(node -> node.life() == strand.place).findFirst();
    if (struck.isEmpty()) return;
    if (chance.percent(60)) kill(struck.get());
    else pause(struck.get());
    world.strands().pass(Duration.ZERO);
  }

  private Duration left() {
    return Duration.ofNanos(end - world.strands().nanos());
  }

  private Duration span(int most) {
    var chosen = world.chance().seconds(1, most);
    return chosen.compareTo(left()) < 0 ? chosen : left();
  }

  private void kill(SimulatedNode node) {
    if (node.isDown()) return;
    var away = span(world.chance().oneIn(5) ? 90 : 20);
    world.trace(() -> "kills " + node + " for " + away);
    node.kill();
    world.strands().start(world.outside(), "start " + node, away, node::restart);
  }

  private void pause(SimulatedNode node) {
    if (node.isDown()) return;
    var away = span(world.chance().oneIn(4) ? 80 : 25);
    world.trace(() -> "stops " + node + " for " + away);
    node.pause(away);
  }

  private void storeDown() {
    if (world.weather().isStoreDown()) return;
    var away = span(25);
    world.trace(() -> "takes the store away for " + away);
    world.weather().storeDown(true);
    world.outages().storeDown(world.strands().nanos());
    world.strands().start(world.outside(), "store", away, this::storeUp);
  }

  private void storeUp() {
    world.weather().storeDown(false);
    world.outages().storeUp(world.strands().nanos());
  }

  private void provider() {
    if (world.weather().provider() != Provider.WELL) return;
    var how = world.chance().oneOf(List.of(Provider.values()));
    var away = span(60);
    if (how == Provider.SECRET_REFUSED && away.plus(MENDED_BEFORE_THE_END).compareTo(left()) > 0)
      return;
    world.trace(() -> "makes the provider " + how + " for " + away);
    world.weather().provider(how);
    world
        .strands()
        .start(world.outside(), "provider", away, () -> world.weather().provider(Provider.WELL));
  }

  private void userRevokes() {
    var grants = world.provider().grants();
    if (grants.isEmpty() || !world.chance().oneIn(4)) return;
    var grant = world.chance().oneOf(grants);
    world.weather().note(Trouble.REVOKED_BY_USER);
    world.trace(() -> "lets the user revoke " + grant);
    grant.die("the user took the access away");
  }
}
