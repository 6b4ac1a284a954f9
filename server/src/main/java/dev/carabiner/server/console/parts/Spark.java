package dev.carabiner.server.console.parts;

import java.util.List;
import java.util.stream.IntStream;

/// A small line of counts, each in its own scale, with ticks where calls failed. Drawn on a box of
/// 96 × 24. The number stands beside it.
///
/// @param sentence for who cannot see it
/// @param counts oldest first, at least two
/// @param failed for each of them, whether a call failed
public record Spark(String sentence, List<Long> counts, List<Boolean> failed) {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 22;

  public Spark {
    counts = List.copyOf(counts);
    failed = List.copyOf(failed);
    if (counts.size() < 2 || failed.size() != counts.size())
      throw new IllegalArgumentException("A sparkline needs two counts, and as many failures");
  }

  /// The line's path.
  public String line() {
    var most = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
    var line = new StringBuilder();
    for (var place = 0; place < counts.size(); place++)
      line.append(place == 0 ? 'M' : 'L')
          .append(x(place))
          .append(' ')
          .append(Scale.number(2 + (double) (HEIGHT - 2) * (most - counts.get(place)) / most));
    return line.toString();
  }

  /// The path of the area below it.
  public String area() {
    return line() + "L" + WIDTH + " 24L0 24Z";
  }

  /// Where the ticks begin.
  public List<String> ticks() {
    return IntStream.range(0, counts.size()).filter(failed::get).mapToObj(this::x).toList();
  }

  private String x(int place) {
    return Scale.number((double) WIDTH * place / (counts.size() - 1));
  }
}
