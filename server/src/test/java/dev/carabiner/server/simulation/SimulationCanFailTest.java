package dev.carabiner.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A check that cannot fail proves nothing: every mistake is found, and what is found is found
/// again.
@ExtendWith(Quiet.class)
class SimulationCanFailTest {
  private static final long SEEDS = 2_000;

  @ParameterizedTest
  @EnumSource
  void every_mistake_is_found(Breakages mistake) {
    var found =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> Simulation.run(seed, false, mistake))
            .filter(result -> result.violation().isPresent())
            .findFirst();
    assertThat(found).as("nobody notices " + mistake).isPresent();
    var result = found.get();
    System.out.println(
        mistake + " is found by seed " + result.seed() + ": " + result.violation().get());
  }

  @Test
  void a_seed_replays_exactly() {
    var once = Simulation.run(3, true, Breakages.CLAIM_OVER_ANOTHER);
    var again = Simulation.run(3, true, Breakages.CLAIM_OVER_ANOTHER);
    assertThat(again.steps()).isEqualTo(once.steps());
    assertThat(again.violation()).isEqualTo(once.violation());
    assertThat(again.troubles()).isEqualTo(once.troubles());
    assertThat(again.trace()).hasSameSizeAs(once.trace());
  }
}
