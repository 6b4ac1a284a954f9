package dev.carabiner.server.console.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static final List<Plot.Series> SERIES =
      List.of(
          new Plot.Series("Refreshes", 2),
          new Plot.Series("Hand-outs", 1),
          new Plot.Series("Failures", 3));

  @Test
  void missing_counts_are_a_gap_and_not_a_zero() {
    var plot =
        plot(List.of(List.of(1L, 2L, 0L), List.of(), List.of(1L, 2L, 0L), List.of(2L, 2L, 0L)));

    assertThat(plot.shapes().getFirst().line().chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(plot.total(1)).isEqualTo(6);
  }

  @Test
  void failures_have_a_scale_of_their_own() {
    var plot =
        plot(List.of(List.of(0L, 3000L, 0L), List.of(0L, 3000L, 40L), List.of(0L, 3000L, 20L)));

    assertThat(plot.bars()).extracting(Plot.Bar::height).containsExactly("28.0", "14.0");
  }

  @Test
  void a_failures_bar_stands_below_its_time() {
    var bars = plot(List.of(List.of(0L, 0L, 1L), List.of(0L, 0L, 1L), List.of(0L, 0L, 1L))).bars();

    assertThat(bars).extracting(Plot.Bar::x).containsExactly("0.0", "383.3", "883.3");
    assertThat(bars).extracting(Plot.Bar::width).containsExactly("116.7", "233.3", "116.7");
  }

  @Test
  void levels_are_round_numbers_above_the_most() {
    assertThat(plot(List.of(List.of(300L, 2400L, 12L), List.of(0L, 0L, 0L))).levels())
        .containsExactly("3,000", "2,000", "1,000", "0");
    assertThat(plot(List.of(List.of(0L, 0L, 0L), List.of(0L, 0L, 0L))).levels())
        .containsExactly("3", "2", "1", "0");
  }

  @Test
  void a_band_stands_on_those_below_it() {
    var bands = plot(List.of(List.of(1L, 1L, 1L), List.of(1L, 1L, 1L))).shapes();

    assertThat(bands).extracting(Plot.Shape::number).containsExactly(3, 1, 2);
    assertThat(bands.getFirst().area()).isEqualTo("M0.0 0.0L1000.0 0.0L1000.0 53.3L0.0 53.3Z");
  }

  private static Plot plot(List<List<Long>> counts) {
    return new Plot(
        "words", SERIES, counts.stream().map(each -> new Plot.Slot("t", each)).toList());
  }
}
