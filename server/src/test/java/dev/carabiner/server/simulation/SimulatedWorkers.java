package dev.carabiner.server.simulation;

import dev.carabiner.server.base.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Work of one life of a node.
final class SimulatedWorkers implements Workers {
  private final World world;
  private final Strands strands;
  private final Place place;

  SimulatedWorkers(World world, Place place) {
    this.world = world;
    this.strands = world.strands();
    this.place = place;
  }

  @Override
  public void start(Runnable work) {
    strands.start(place, "worker", world.latency(), work);
  }

  @Override
  public boolean await(CompletableFuture<?> done, Duration longest) throws InterruptedException {
    return strands.await(done, longest);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    strands.pause(duration);
  }

  @Override
  public void close() {
    // a simulated node stops by dying
  }
}
