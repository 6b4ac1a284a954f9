package dev.carabiner.server.console.overview;

import dev.carabiner.server.console.health.Day;
import dev.carabiner.server.console.health.Done;
import dev.carabiner.server.console.health.ProviderHealth;
import dev.carabiner.server.console.health.Span;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.console.parts.Spark;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The last 24 hours as drawings.
public final class DayPlot {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private DayPlot() {}

  /// Refreshes, hand-outs on them, failures on top.
  static Plot of(Day day) {
    var slots = day.hours().stream().map(hour -> slot(day, hour)).toList();
    return new Plot(
        "%s hand-outs, %s refreshes and %s failures in the last 24 hours, hour by hour"
            .formatted(
                total(day, Done::handedOut), total(day, Done::refreshed), total(day, Done::failed)),
        List.of(
            new Plot.Series("Refreshes", 2),
            new Plot.Series("Hand-outs", 1),
            new Plot.Series("Failures", 3)),
        slots);
  }

  private static String total(Day day, ToLongFunction<Done> what) {
    return Plot.grouped(day.hours().stream().map(Span::all).mapToLong(what).sum());
  }

  private static Plot.Slot slot(Day day, Span hour) {
    var done = hour.all();
    return new Plot.Slot(
        time(day, hour.from()),
        hour.known() ? List.of(done.refreshed(), done.handedOut(), done.failed()) : List.of());
  }

  /// When an hour began; the last one is "now".
  public static String time(Day day, Instant from) {
    return from.equals(day.hours().getLast().from()) ? "now" : CLOCK.format(from);
  }

  /// Tokens handed out for a provider's apps, with ticks where calls to it failed.
  static Spark spark(ProviderHealth health) {
    var keys = health.keys();
    var counts = health.day().hours().stream().map(hour -> hour.of(keys)).toList();
    return new Spark(
        "%s hand-outs in the last 24 hours".formatted(Plot.grouped(health.handedOut())),
        counts.stream().map(Done::handedOut).toList(),
        health.day().hours().stream().map(hour -> hour.to(health::is).failed() > 0).toList());
  }
}
