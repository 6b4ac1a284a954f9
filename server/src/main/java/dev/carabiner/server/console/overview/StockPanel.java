package dev.carabiner.server.console.overview;

import dev.carabiner.server.console.Times;
import dev.carabiner.server.sessions.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The sessions by state.
///
/// @param live how many are kept that are not over
/// @param bars of those; none where some were not counted to the end
/// @param lines one for each state
public record StockPanel(String live, List<Bar> bars, List<Line> lines) {
  private static final Set<String> OVER = Set.of("revoked", "expired");
  private static final double WHOLE = 100;

  /// A part of the bar, in percent of its width.
  public record Bar(String x, String width, String style) {}

  /// A state, its number and where its sessions are.
  ///
  /// @param style of its swatch
  public record Line(String words, String number, String href, String style) {}

  static StockPanel of(List<Stocks.State> states, Retention kept) {
    var live = states.stream().filter(state -> !OVER.contains(state.word())).toList();
    var all =
        live.stream().map(Stocks.State::number).reduce(Stocks.Quantity.NONE, Stocks.Quantity::plus);
    return new StockPanel(
        all.shown(),
        all.exact() && !all.isNone() ? bars(order(live), all.amount()) : List.of(),
        order(states).stream()
            .map(state ->
                new Line(
                    words(state.word(), kept),
                    state.number().shown(),
                    "/console/sessions?state=" + state.word(),
                    style(state.word())))
            .toList());
  }

  /// The good ones first: most are.
  private static List<Stocks.State> order(List<Stocks.State> states) {
    var order = List.of("connected", "needs_reconnect", "pending", "revoked", "expired");
    return order.stream()
        .flatMap(word -> states.stream().filter(state -> state.word().equals(word)))
        .toList();
  }

  private static List<Bar> bars(List<Stocks.State> live, long all) {
    var bars = new ArrayList<Bar>();
    var x = 0.0;
    for (var state : live) {
      var width = WHOLE * state.number().amount() / all;
      if (width > 0) bars.add(new Bar(number(x), number(width), style(state.word())));
      x += width;
    }
    return List.copyOf(bars);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String style(String state) {
    return switch (state) {
      case "connected" -> "fill-ok";
      case "needs_reconnect" -> "fill-bad";
      default -> "fill-idle";
    };
  }

  private static String words(String state, Retention kept) {
    return switch (state) {
      case "connected" -> "Connected";
      case "needs_reconnect" -> "Needs reconnect";
      case "pending" -> "Pending";
      case "revoked" -> "Revoked, last " + Times.words(kept.revoked());
      default -> "Expired, last " + Times.words(kept.pending());
    };
  }
}
