package dev.carabiner.server.console.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long something took over time, as a line. Drawn on a box of 1000 × 160; the text stands
/// around it. A time of which nothing is known is a gap.
///
/// @param sentence for who cannot see it
/// @param points oldest first, at least two
public record Course(String sentence, List<Point> points) {
  public Course {
    points = List.copyOf(points);
    if (points.size() < 2) throw new IllegalArgumentException("A course needs two times");
  }

  /// A stretch of time.
  ///
  /// @param time as it is shown in the table
  /// @param mean what it took on the average; absent where nothing happened
  /// @param most what the longest took
  /// @param number how many there were
  public record Point(String time, Optional<Duration> mean, Duration most, long number) {
    /// The average in words.
    public String shown() {
      return mean.map(span -> Plot.grouped(span.toMillis()) + " ms").orElse("none");
    }

    /// The longest in words.
    public String longest() {
      return mean.isEmpty() ? "none" : Plot.grouped(most.toMillis()) + " ms";
    }
  }

  /// The numbers beside the line, from the top down; the last is 0.
  public List<String> levels() {
    return scale().levels();
  }

  /// The heights of the lines behind it.
  public List<String> gridLines() {
    return Scale.gridLines();
  }

  /// Five times below it, evenly spaced.
  public List<String> times() {
    return Scale.times(points.stream().map(Point::time).toList());
  }

  /// The path of the line.
  public String line() {
    var line = new StringBuilder();
    for (var stretch : stretches()) line.append(along(stretch));
    return line.toString();
  }

  /// The path of the area below it.
  public String area() {
    var area = new StringBuilder();
    for (var stretch : stretches())
      area.append(along(stretch))
          .append('L')
          .append(right(stretch))
          .append(' ')
          .append(Scale.HEIGHT)
          .append('L')
          .append(left(stretch))
          .append(' ')
          .append(Scale.HEIGHT)
          .append('Z');
    return area.toString();
  }

  private record Stretch(int first, int last) {}

  private List<Stretch> stretches() {
    var stretches = new ArrayList<Stretch>();
    for (var place = 0; place < points.size(); place++) {
      if (points.get(place).mean().isEmpty()) continue;
      var first = place;
      while (place + 1 < points.size() && points.get(place + 1).mean().isPresent()) place++;
      stretches.add(new Stretch(first, place));
    }
    return List.copyOf(stretches);
  }

  private String along(Stretch stretch) {
    if (stretch.first() == stretch.last())
      return "M"
          + left(stretch)
          + " "
          + y(stretch.first())
          + "L"
          + right(stretch)
          + " "
          + y(stretch.first());
    var line = new StringBuilder();
    for (var place = stretch.first(); place <= stretch.last(); place++)
      line.append(place == stretch.first() ? 'M' : 'L')
          .append(x(place))
          .append(' ')
          .append(y(place));
    return line.toString();
  }

  /// A lone point is as wide as half a step to either side, or nobody would see it.
  private String left(Stretch stretch) {
    return x(
        stretch.first() == stretch.last() ? Math.max(0, stretch.first() - 0.4) : stretch.first());
  }

  private String right(Stretch stretch) {
    var end = points.size() - 1.0;
    return x(
        stretch.first() == stretch.last() ? Math.min(end, stretch.last() + 0.4) : stretch.last());
  }

  private String y(int place) {
    return scale().y(points.get(place).mean().orElse(Duration.ZERO).toMillis());
  }

  private String x(double place) {
    return Scale.number(Scale.x(place, points.size()));
  }

  private Scale scale() {
    return Scale.of(
        points.stream()
            .flatMap(point -> point.mean().stream())
            .mapToLong(Duration::toMillis)
            .max()
            .orElse(0));
  }
}
