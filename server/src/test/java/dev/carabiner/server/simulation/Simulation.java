package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run: three nodes, a few sessions and their readers, a time of trouble, and then calm in
/// which everything that can be mended must mend itself.
final class Simulation {
  private static final int NODES = 3;
  private static final long MOST_STEPS = 400_000;
  private static final Duration MENDED = Duration.ofSeconds(31);
  private static final Duration BETWEEN_READS = Duration.ofSeconds(3);

  private final World world;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final ConnectedApp app;
  private final Duration trouble;

  private Simulation(long seed, boolean tracing, Breakage breakage) {
    this.world = new World(seed, tracing);
    var linking = world.chance().percent(50) ? Linking.OPEN : Linking.BIND;
    this.app = SimulatedRooms.app(world.declared(), linking);
    for (var number = 1; number <= NODES; number++)
      nodes.add(new SimulatedNode(world, app, breakage, "node-" + number));
    var life = world.provider().life;
    this.trouble = world.chance().between(life, life.multipliedBy(2).plusSeconds(60));
  }

  /// What one run showed.
  ///
  /// @param violation which invariant was broken, and how; empty if all held
  /// @param trace what happened, where that was asked for
  record Result(
      long seed,
      long steps,
      Duration virtualTime,
      Map<Weather.Trouble, Integer> troubles,
      Optional<String> violation,
      List<String> trace) {}

  static Result run(long seed, boolean tracing, Breakage breakage) {
    return new Simulation(seed, tracing, breakage).run(seed);
  }

  private Result run(long seed) {
    var strands = world.strands();
    world.trace(() ->
        "the catalogue says "
            + world.declared()
            + ", the provider does "
            + world.provider().policy
            + ", tokens live "
            + world.provider().life);
    strands.start(world.outside(), "director", Duration.ZERO, this::direct);
    var thrown = strands.run(MOST_STEPS);
    var violation =
        world.checker().violation().or(() -> thrown.map(failure -> "thrown: " + stackOf(failure)));
    return new Result(
        seed,
        strands.steps(),
        Duration.ofNanos(strands.nanos()),
        world.troubles(),
        violation,
        world.trace());
  }

  private static String stackOf(Throwable failure) {
    var text = new StringBuilder(failure.toString());
    for (var frame : failure.getStackTrace()) text.append("\n    at ").append(frame);
    return text.toString();
  }

  private void direct() {
    var chance = world.chance();
    var strands = world.strands();
    nodes.forEach(SimulatedNode::start);
    var sessions = 1 + chance.below(2);
    for (var number = 1; number <= sessions; number++) {
      var known = connected("account-" + number);
      for (var reader = 0; reader < 2; reader++)
        strands.start(
            world.outside(), "reader", world.latency(), new Reader(world, nodes, known)::run);
    }
    if (chance.percent(40))
      strands.start(
          world.outside(),
          "connector",
          chance.seconds(1, 10),
          new Connector(world, nodes, app, "account-3")::run);
    var end = strands.nanos() + trouble.toNanos();
    var fate = new Fate(world, nodes, end);
    world.fate(fate::atStep);
    strands.start(world.outside(), "fate", Duration.ZERO, fate::run);
    strands.pass(trouble);
    world.weather().clear();
    nodes.forEach(SimulatedNode::mendTheDisk);
    world.trace(() -> "is calm from now on");
    readThroughTheCalm();
    var verdict = new Verdict(world, nodes);
    verdict.mended();
    verdict.settled();
    strands.stop();
  }

  /// Applications go on reading while everything mends itself.
  private void readThroughTheCalm() {
    var end = world.strands().nanos() + untilMended().toNanos();
    while (world.strands().nanos() < end) {
      for (var known : List.copyOf(world.checker().sessions().values()))
        new Reader(world, nodes, known).read(world.chance().oneOf(nodes), Optional.empty(), false);
      world.strands().pass(BETWEEN_READS);
    }
  }

  /// Where a second use of a refresh token may end the grant, its owner is waited for a little
  /// longer.
  private Duration untilMended() {
    return switch (world.declared()) {
      case STRICT, UNKNOWN -> MENDED.plusSeconds(11);
      case NONE, GRACE, PREVIOUS_UNTIL_USED -> MENDED;
    };
  }

  /// A session that is connected from the beginning.
  private Known connected(String account) {
    var now = world.strands().instant();
    var given = world.provider().grant(account);
    var key =
        new Session.Key(Workspace.DEFAULT, app.key(), new SessionId(SimulatedRooms.RANDOM.next()));
    var owner = new Owner(Optional.of("user of " + account), Optional.empty());
    var grant =
        new Grant(
            Secret.of(given.access()),
            given.refresh().map(Secret::of),
            Optional.of(world.provider().life),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    var sealed =
        new GrantSealer(SimulatedRooms.VAULT)
            .first(
                grant,
                List.of(),
                Optional.of(new ProviderAccount(account, Optional.empty(), Optional.empty())),
                now,
                field -> key.binding(field, 1));
    var session =
        Session.pending(key, owner, ProviderGrant.none(List.of()), now, now).connected(sealed, now);
    world.store().commit(Change.of(new Change.Step.InsertSession(session)));
    return world.checker().known(key.id());
  }
}
