package dev.carabiner.server.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Calls of one slot as they are counted.
final class CallCount {
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder sum = new LongAdder();
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);
  private final List<LongAdder> buckets =
      Stream.generate(LongAdder::new).limit(CallFigure.BOUNDS.size() + 1L).toList();

  void add(Duration took, boolean failed) {
    var millis = Math.max(0, took.toMillis());
    calls.increment();
    if (failed) failures.increment();
    sum.add(millis);
    max.accumulate(millis);
    buckets.get(bucket(millis)).increment();
  }

  private static int bucket(long millis) {
    var index = 0;
    while (index < CallFigure.BOUNDS.size() && millis > CallFigure.BOUNDS.get(index)) index++;
    return index;
  }

  /// What has been counted since the last time.
  CallFigure take(Instant slot, CallFigure.Callee callee) {
    return new CallFigure(
        slot,
        callee,
        calls.sumThenReset(),
        failures.sumThenReset(),
        sum.sumThenReset(),
        max.getThenReset(),
        buckets.stream().map(LongAdder::sumThenReset).toList());
  }

  /// Takes back what could not be written down.
  void giveBack(CallFigure figure) {
    calls.add(figure.calls());
    failures.add(figure.failures());
    sum.add(figure.sumMillis());
    max.accumulate(figure.maxMillis());
    for (var i = 0; i < buckets.size(); i++) buckets.get(i).add(figure.buckets().get(i));
  }
}
