package dev.carabiner.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Runs seeds and holds each against the invariants. `-Dsimulation.seeds` says how many, from
/// `-Dsimulation.from` on; `-Dsimulation.seed` replays one and tells what happened in it.
@ExtendWith(Quiet.class)
class SimulationTest {
  private static final long FROM = Long.getLong("simulation.from", 1);
  private static final long MOST_TOLD = 5;

  @Test
  void every_seed_holds_the_invariants() {
    var seed = Long.getLong("simulation.seed");
    if (seed != null) replay(seed);
    else hold(FROM, Long.getLong("simulation.seeds", 10_000));
  }

  @Test
  @Tag("long")
  void every_seed_of_a_longer_run_holds_the_invariants() {
    hold(1_000_001, 200_000);
  }

  private static void replay(long seed) {
    var result = Simulation.run(seed, true, Breakage.NONE);
    result.trace().forEach(System.out::println);
    System.out.println("seed " + seed + ": " + result.violation().orElse("holds"));
    assertThat(result.violation()).isEmpty();
  }

  private static void hold(long from, long seeds) {
    var begun = System.nanoTime();
    var troubles = new EnumMap<Weather.Trouble, Long>(Weather.Trouble.class);
    var steps = 0L;
    var broken = 0;
    var run = 0L;
    for (var seed = from; seed < from + seeds && broken < MOST_TOLD; seed++) {
      run++;
      var result = Simulation.run(seed, false, Breakage.NONE);
      steps += result.steps();
      result.troubles().forEach((kind, times) -> troubles.merge(kind, (long) times, Long::sum));
      if (result.violation().isEmpty()) continue;
      broken++;
      System.out.println("seed " + seed + " breaks " + result.violation().get());
    }
    told(run, steps, Duration.ofNanos(System.nanoTime() - begun), troubles);
    assertThat(broken).as("broken seeds; replay one with -Dsimulation.seed=N").isZero();
  }

  private static void told(
      long seeds, long steps, Duration took, Map<Weather.Trouble, Long> troubles) {
    System.out.println(
        "simulation: "
            + seeds
            + " seeds, "
            + steps
            + " steps, "
            + took.toSeconds()
            + " s, "
            + seeds * 1000 / Math.max(1, took.toMillis())
            + " seeds/s; troubles "
            + troubles);
  }
}
