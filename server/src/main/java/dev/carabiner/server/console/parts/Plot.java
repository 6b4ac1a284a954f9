package dev.carabiner.server.console.parts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Counts over time: stacked areas, and the last series once more as bars in a lane of its own
/// scale, since a few failures among thousands would vanish. Drawn on a box of 1000 × 160; the text
/// stands around it.
///
/// @param sentence for who cannot see it
/// @param series names and colours, from the foot of the stack up; the last is drawn in the lane
///   too
/// @param slots the times, oldest first, at least two
public record Plot(String sentence, List<Series> series, List<Slot> slots) {
  private static final int LANE = 28;

  /// Of a bar that stands for one time, as a part of its room.
  private static final double WIDE = 0.7;

  public Plot {
    series = List.copyOf(series);
    slots = List.copyOf(slots);
    if (slots.size() < 2) throw new IllegalArgumentException("A plot needs two times");
  }

  /// What is counted.
  ///
  /// @param number 1 for hand-outs, 2 for refreshes, 3 for failures: the colour
  public record Series(String name, int number) {}

  /// A stretch of time.
  ///
  /// @param time as it is shown in the table
  /// @param counts one for each series; empty where nothing is known, which is drawn as a gap
  public record Slot(String time, List<Long> counts) {
    public Slot {
      counts = List.copyOf(counts);
    }
  }

  /// The data of one path.
  ///
  /// @param number the colour
  public record Shape(int number, String area, String line) {}

  /// A failure's bar, in the lane.
  public record Bar(String x, String y, String width, String height) {}

  public long total(int index) {
    return known().mapToLong(slot -> slot.counts().get(index)).sum();
  }

  /// The places of the series in the order of their numbers: how the key lists them.
  public List<Integer> keys() {
    return IntStream.range(0, series.size())
        .boxed()
        .sorted(Comparator.comparingInt(index -> series.get(index).number()))
        .toList();
  }

  /// A number as people read it.
  public static String grouped(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /// The numbers beside the plot, from the top down; the last is 0.
  public List<String> levels() {
    return scale().levels();
  }

  /// The heights of the lines behind the plot.
  public List<String> gridLines() {
    return Scale.gridLines();
  }

  /// Five times below the plot, evenly spaced.
  public List<String> times() {
    return Scale.times(slots.stream().map(Slot::time).toList());
  }

  /// The bands, from the top of the stack down.
  public List<Shape> shapes() {
    var shapes = new ArrayList<Shape>();
    for (var index = series.size() - 1; index >= 0; index--) shapes.add(shape(index));
    return List.copyOf(shapes);
  }

  /// The last series in its own scale; nothing where nothing failed.
  public List<Bar> bars() {
    var index = series.size() - 1;
    var most = known().mapToLong(slot -> slot.counts().get(index)).max().orElse(0);
    var bars = new ArrayList<Bar>();
    for (var place = 0; place < slots.size(); place++) {
      var counts = slots.get(place).counts();
      if (counts.isEmpty() || counts.get(index) == 0) continue;
      var high = Math.max(2, (double) LANE * counts.get(index) / most);
      bars.add(
          new Bar(
              Scale.number(left(place)),
              Scale.number(LANE - high),
              Scale.number(right(place) - left(place)),
              Scale.number(high)));
    }
    return List.copyOf(bars);
  }

  private Shape shape(int index) {
    var area = new StringBuilder();
    var line = new StringBuilder();
    var start = 0;
    while (start < slots.size()) {
      if (slots.get(start).counts().isEmpty()) {
        start++;
        continue;
      }
      var end = start;
      while (end + 1 < slots.size() && !slots.get(end + 1).counts().isEmpty()) end++;
      stretch(index, start, end, area, line);
      start = end + 1;
    }
    return new Shape(series.get(index).number(), area.toString(), line.toString());
  }

  /// A band between the sums below and with this series, over times that are all known.
  private void stretch(int index, int start, int end, StringBuilder area, StringBuilder line) {
    if (start == end) {
      lone(index, start, area, line);
      return;
    }
    for (var place = start; place <= end; place++) {
      var point = x(place) + " " + y(place, index + 1);
      area.append(place == start ? 'M' : 'L').append(point);
      line.append(place == start ? 'M' : 'L').append(point);
    }
    for (var place = end; place >= start; place--)
      area.append('L').append(x(place)).append(' ').append(y(place, index));
    area.append('Z');
  }

  /// A time that is known between two that are not is as wide as a bar, or nobody would see it.
  private void lone(int index, int place, StringBuilder area, StringBuilder line) {
    var left = Scale.number(left(place));
    var right = Scale.number(right(place));
    var top = "M%s %sL%s %s".formatted(left, y(place, index + 1), right, y(place, index + 1));
    line.append(top);
    area.append(top)
        .append("L%s %sL%s %sZ".formatted(right, y(place, index), left, y(place, index)));
  }

  private String y(int place, int series) {
    var sum =
        slots.get(place).counts().subList(0, series).stream().mapToLong(Long::longValue).sum();
    return scale().y(sum);
  }

  private String x(int place) {
    return Scale.number(Scale.x(place, slots.size()));
  }

  /// Where the bar of a time begins: half of it on either side, but within the box.
  private double left(int place) {
    return Math.max(0, Scale.x(place, slots.size()) - WIDE * Scale.WIDTH / slots.size() / 2);
  }

  private double right(int place) {
    return Math.min(
        Scale.WIDTH, Scale.x(place, slots.size()) + WIDE * Scale.WIDTH / slots.size() / 2);
  }

  private Scale scale() {
    return Scale.of(
        known()
            .mapToLong(slot -> slot.counts().stream().mapToLong(Long::longValue).sum())
            .max()
            .orElse(0));
  }

  private Stream<Slot> known() {
    return slots.stream().filter(slot -> !slot.counts().isEmpty());
  }
}
