package dev.carabiner.server.simulation;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.simulation.Weather.Trouble;
import java.time.Duration;
import java.util.function.Supplier;

/// The way from a node to the store: every call takes time before and after it happens, and may
/// fail before, or after it has happened.
final class StoreCalls {
  private static final int ONE_CALL_IN = 150;

  private final World world;

  StoreCalls(World world) {
    this.world = world;
  }

  <T> T call(String what, Supplier<T> work) {
    var strands = world.strands();
    var weather = world.weather();
    var chance = world.chance();
    strands.pass(world.latency());
    world.step();
    if (weather.isStoreDown()) throw fault(what, "the store is down");
    var trouble = weather.isRough() && chance.oneIn(ONE_CALL_IN) ? 1 + chance.below(3) : 0;
    if (trouble == 1) {
      weather.note(Trouble.STORE_FAULT_BEFORE);
      throw fault(what, "the call did not reach the store");
    }
    var result = work.get();
    world.trace(() -> what + " → " + world.shown(result));
    world.step();
    if (trouble == 2) {
      weather.note(Trouble.STORE_FAULT_AFTER);
      throw fault(what, "the store's answer got lost");
    }
    strands.pass(trouble == 3 ? slow() : world.latency());
    return result;
  }

  private Duration slow() {
    world.weather().note(Trouble.STORE_SLOW);
    return world.chance().seconds(1, 8);
  }

  private Fault fault(String what, String why) {
    world.trace(() -> what + " fails: " + why);
    return new Fault(FaultCode.STORE_UNAVAILABLE, why);
  }
}
