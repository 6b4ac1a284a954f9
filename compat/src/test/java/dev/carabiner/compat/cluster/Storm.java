package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Callers that read and revoke at every node without a pause, while something goes on with the
/// nodes; afterwards what the callers were told is held against what one session can have been.
final class Storm implements AutoCloseable {
  private static final int CALLERS = 8;
  private static final int REVOKE_ONE_IN = 1_500;
  private static final Duration BREATH = Duration.ofMillis(5);

  private final Cluster cluster;
  private final List<History> histories = new ArrayList<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Boolean>> calls = new ArrayList<>();
  private volatile boolean over;

  /// @param each how many sessions at the provider of each policy
  Storm(Cluster cluster, int each) {
    this.cluster = cluster;
    for (var policy : Policy.values())
      for (var i = 0; i < each; i++)
        histories.add(new History(cluster, policy, cluster.connect(0, policy)));
  }

  /// Lets the callers begin.
  void begin() {
    for (var caller = 0; caller < CALLERS; caller++) {
      var random = new Random(caller);
      calls.add(callers.submit(() -> call(random)));
    }
  }

  private boolean call(Random random) throws InterruptedException {
    while (!over) {
      var history = histories.get(random.nextInt(histories.size()));
      var node = cluster.node(random.nextInt(cluster.nodes().size())).address();
      if (random.nextInt(REVOKE_ONE_IN) == 0) history.revoke(node);
      else history.read(node);
      Thread.sleep(BREATH);
    }
    return over;
  }

  /// Lets the callers end.
  @Override
  public void close() {
    over = true;
    callers.close();
    for (var call : calls) assertThat(call.state()).isEqualTo(Future.State.SUCCESS);
  }

  List<History> histories() {
    return histories;
  }

  /// How many answers were noted.
  int answers() {
    return histories.stream().mapToInt(History::size).sum();
  }

  /// Every history can have been.
  void assertSound() {
    for (var history : histories) {
      var numbers = history.numbers(cluster.provider(history.policy()).ledger());
      assertThat(numbers).doesNotContainValue(null);
      assertThat(Linearizability.holds(history.operations(numbers)))
          .as(history.policy() + " " + history.session() + " " + history.operations(numbers))
          .isTrue();
    }
  }
}
