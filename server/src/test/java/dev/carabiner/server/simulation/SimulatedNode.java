package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.simulation.Weather.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// One node through all its lives. Its disk stays; everything else begins anew with each life.
final class SimulatedNode {
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration WORK = Duration.ofSeconds(4);
  private static final Duration RESTART = Duration.ofSeconds(2);

  private final World world;
  private final ConnectedApp app;
  private final Breakage breakage;
  private final String name;
  private final SimulatedDisk disk;
  private final List<CompletableFuture<?>> calls = new ArrayList<>();
  private Place life;
  private Optional<SimulatedRooms> ready = Optional.empty();
  private int lives;

  SimulatedNode(World world, ConnectedApp app, Breakage breakage, String name) {
    this.world = world;
    this.app = app;
    this.breakage = breakage;
    this.name = name;
    this.disk = new SimulatedDisk(world, name);
    this.life = new Place(name);
  }

  /// The node does not answer: it is down, or went down.
  static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  boolean isDown() {
    return life.isDead();
  }

  boolean isReady() {
    return ready.isPresent();
  }

  Place life() {
    return life;
  }

  /// Begins a life: recovery first, then requests.
  void start() {
    life = new Place(name + "." + ++lives);
    var place = life;
    var rooms = SimulatedRooms.of(world, app, disk, place, breakage);
    world.strands().start(place, "start", world.latency(), () -> begin(place, rooms));
  }

  private void begin(Place place, SimulatedRooms rooms) {
    var nodes = world.ports().nodes(new StoreCalls(world));
    try {
      rooms.recovery().atStart();
      nodes.beat(name);
    } catch (Fault trouble) {
      world.trace(() -> "does not start: " + trouble.getMessage());
      // the program ends, and whoever looks after it starts it again
      place.die(world.strands().nanos());
      world.outages().down(name, world.strands().nanos());
      disk.crash();
      world.strands().start(world.outside(), "restart " + name, RESTART, this::restart);
      return;
    }
    world.trace(() -> "is ready");
    world.isReady(place);
    ready = Optional.of(rooms);
    every(place, "beat", BEAT, rooms.heartbeat(nodes, name)::beat);
    every(place, "watch", WORK, () -> rooms.recovery().watch(!world.weather().isStoreDown()));
    every(place, "due work", WORK, rooms.dueWork()::run);
    every(place, "revocations", WORK, rooms.revocations()::run);
  }

  private void every(Place place, String what, Duration pause, Runnable work) {
    world
        .strands()
        .start(
            place,
            what,
            world.chance().between(Duration.ZERO, pause),
            () -> {
              while (true) {
                try {
                  work.run();
                } catch (Fault trouble) {
                  world.trace(() -> what + " ended: " + trouble.getMessage());
                }
                world.strands().pass(pause);
              }
            });
  }

  void restart() {
    if (life.isDead()) start();
  }

  /// kill -9.
  void kill() {
    world.weather().note(Trouble.NODE_KILLED);
    life.die(world.strands().nanos());
    world.outages().down(name, world.strands().nanos());
    ready = Optional.empty();
    disk.crash();
    for (var call : List.copyOf(calls)) call.completeExceptionally(new Gone());
    calls.clear();
  }

  /// Whoever looks after the nodes starts one anew whose disk has failed.
  void mendTheDisk() {
    if (!disk.hasFailed() || life.isDead()) return;
    kill();
    start();
  }

  /// kill -STOP, and kill -CONT after a while.
  void pause(Duration span) {
    world.weather().note(Trouble.NODE_PAUSED);
    var now = world.strands().nanos();
    life.pause(now, now + span.toNanos());
    world.outages().standsStill(name, now, now + span.toNanos());
  }

  /// Asks something of the node, as a client does.
  ///
  /// @return completes with what the node answers, or with what it threw, or with [Gone]
  <T> Asked<T> ask(String what, Function<SimulatedRooms, T> question) {
    var answer = new CompletableFuture<T>();
    if (ready.isEmpty()) {
      answer.completeExceptionally(new Gone());
      return new Asked<>(answer, Optional.empty());
    }
    var rooms = ready.get();
    calls.add(answer);
    var strand =
        world.strands().start(life, what, world.latency(), () -> answer(rooms, question, answer));
    return new Asked<>(answer, Optional.of(strand));
  }

  /// A request under way.
  record Asked<T>(CompletableFuture<T> answer, Optional<Strand> strand) {}

  private <T> void answer(
      SimulatedRooms rooms, Function<SimulatedRooms, T> question, CompletableFuture<T> answer) {
    T result;
    try {
      result = question.apply(rooms);
    } catch (Fault trouble) {
      calls.remove(answer);
      answer.completeExceptionally(trouble);
      return;
    }
    calls.remove(answer);
    answer.complete(result);
  }

  @Override
  public String toString() {
    return name;
  }
}
