package dev.carabiner.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.sessions.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class LongBacklogTest {
  private static final int EVENTS = 1_000_000;
  private static final int AT_ONCE = 1_000;
  private static final int DELIVERED = 5_000;
  private static final long LITTLE = 16L * 1024 * 1024;

  @TempDir Path folder;

  @Test
  void a_million_waiting_messages_cost_no_memory_and_no_time_to_find_the_next() {
    try (var receiver = new Receiver();
        var house = new DeliveryBench(folder, DeliveryBench.START, List.of(receiver.authority()))) {
      house.made(receiver.url(), "*");
      for (var i = 0; i < EVENTS; i += AT_ONCE)
        house.bench.recordAll(
            IntStream.range(0, AT_ONCE)
                .<Session.Key>mapToObj(one -> house.bench.session())
                .toList(),
            "session.connected");
      var store = house.bench.webhooks();
      var dispatch = house.dispatch(Dispatch.DEADLINE);
      var before = used();
      var most = 0L;
      var delivered = new AtomicInteger();
      var start = System.nanoTime();
      while (delivered.get() < DELIVERED) {
        var due = store.due(DeliveryJob.PLACES).getFirst();
        var attempt = store.take(due.key(), DeliveryJob.LEASE).orElseThrow();
        assertThat(store.settle(attempt, dispatch.make(attempt))).isTrue();
        if (delivered.incrementAndGet() % 1_000 == 0) most = Math.max(most, used() - before);
      }
      var each = (System.nanoTime() - start) / DELIVERED / 1_000;
      System.out.println("a delivery out of a million took " + each + " µs, " + most + " bytes");
      // What the receiver of the test keeps is in it.
      assertThat(most).isLessThan(LITTLE);
      assertThat(each).isLessThan(20_000);
    }
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
