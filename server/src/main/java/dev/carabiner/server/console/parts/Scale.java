package dev.carabiner.server.console.parts;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The grid behind a drawing over time, on a box of 1000 × 160: three steps of a round number, and
/// times below.
///
/// @param step a third of the height
record Scale(long step) {
  static final int WIDTH = 1000;
  static final int HEIGHT = 160;

  private static final int STEPS = 3;
  private static final int QUARTERS = 4;

  /// The smallest that `most` fits on: its step is 1, 2 or 5 times a power of ten.
  static Scale of(long most) {
    var least = Math.max(1, (most + STEPS - 1) / STEPS);
    for (var power = 1L; ; power *= 10)
      for (var digit : new int[] {1, 2, 5})
        if (digit * power >= least) return new Scale(digit * power);
  }

  /// The numbers beside the drawing, from the top down; the last is 0.
  List<String> levels() {
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(level -> Plot.grouped(step * (STEPS - level)))
        .toList();
  }

  /// The heights of the lines behind the drawing.
  static List<String> gridLines() {
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(level -> number((double) HEIGHT * level / STEPS))
        .toList();
  }

  /// Five of these times, evenly spaced; all of them where there are fewer.
  static List<String> times(List<String> all) {
    var last = all.size() - 1;
    return IntStream.rangeClosed(0, QUARTERS)
        .map(quarter -> last * quarter / QUARTERS)
        .distinct()
        .mapToObj(all::get)
        .toList();
  }

  /// How far down a value stands.
  String y(long value) {
    return number(HEIGHT - (double) HEIGHT * value / (step * STEPS));
  }

  /// How far to the right a place among so many stands; the last stands at the edge.
  static double x(double place, int places) {
    return WIDTH * place / (places - 1);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
