package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.console.health.Day;
import dev.carabiner.server.console.health.ProviderHealth;
import dev.carabiner.server.console.health.ProviderHealth.GateHealth;
import dev.carabiner.server.console.health.Span;
import dev.carabiner.server.console.health.State;
import dev.carabiner.server.console.overview.DayPlot;
import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Course;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.console.sessions.Say;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How it goes with a provider: a verdict first, then what it rests on.
///
/// @param tone of the verdict
/// @param headline one sentence
/// @param told since when, what it means, what to do
/// @param buttons the one that mends first
/// @param gates how calls of each client to each host go
/// @param calls answered and failed, hour by hour
/// @param latency hour by hour
public record HealthView(
    Tone tone,
    String headline,
    String told,
    List<Button> buttons,
    List<ConnectedApp> apps,
    List<Line> gates,
    Plot calls,
    Course latency) {

  /// How calls of one client to one host go.
  ///
  /// @param inFlight calls of this node, in words
  public record Line(String host, String client, Badge badge, String said, String inFlight) {}

  static HealthView of(ProviderHealth health, Instant now) {
    var verdict = verdict(health, now);
    return new HealthView(
        verdict.tone(),
        verdict.headline(),
        verdict.told(),
        verdict.buttons(),
        health.apps(),
        health.gates().stream().map(gate -> line(gate, now)).toList(),
        calls(health),
        latency(health));
  }

  private record Verdict(Tone tone, String headline, String told, List<Button> buttons) {}

  private static Verdict verdict(ProviderHealth health, Instant now) {
    var name = health.name();
    return switch (health.state()) {
      case State.Refuses() -> refuses(health, now);
      case State.Silent(var since, _, _) ->
          new Verdict(
              Tone.WARN,
              "%s has not answered since %s.".formatted(name, Say.when(since, now)),
              "Its sessions are served from stored tokens as long as those live. Nothing to do: we ask again every 30 seconds at least, and nobody needs to reconnect.",
              List.of());
      case State.AsksToWait(_, var until) ->
          new Verdict(
              Tone.WARN,
              "%s asked us to wait until %s.".formatted(name, Say.when(until, now)),
              "It limits how often it is asked. Its sessions are served from stored tokens as long as those live. Nothing to do.",
              List.of());
      case State.Answers() ->
          new Verdict(Tone.OK, "%s answers.".formatted(name), answers(health), List.of());
      case State.Unasked() ->
          new Verdict(
              Tone.IDLE,
              "%s was not called in the last 24 hours.".formatted(name),
              "Nothing had to be renewed, and nobody connected.",
              List.of());
    };
  }

  private static Verdict refuses(ProviderHealth health, Instant now) {
    var alarms = health.alarms();
    var buttons = new ArrayList<Button>();
    for (var alarm : alarms) {
      var app = name(health, alarm.app().value());
      var button =
          Button.link(
              alarms.size() == 1 ? "Replace secret" : "Replace secret of " + app,
              AppsPage.PATH + "/" + alarm.app());
      buttons.add(buttons.isEmpty() ? button.primary() : button);
    }
    var first = alarms.getFirst();
    return new Verdict(
        Tone.BAD,
        "%s refuses the client credentials of %s."
            .formatted(
                health.name(),
                alarms.size() == 1
                    ? "“" + name(health, first.app().value()) + "”"
                    : alarms.size() + " apps"),
        "Since %s. Sessions are served from stored tokens until those end. None is lost: replace the secret and they carry on; nobody needs to reconnect."
            .formatted(Say.when(first.since(), now)),
        List.copyOf(buttons));
  }

  private static String name(ProviderHealth health, String key) {
    return health.apps().stream()
        .filter(app -> app.key().value().equals(key))
        .map(ConnectedApp::name)
        .findFirst()
        .orElse(key);
  }

  private static String answers(ProviderHealth health) {
    var calls = health.calls();
    var failed = calls.failed() == 0 ? "none failed" : Plot.grouped(calls.failed()) + " failed";
    return "%s in the last 24 hours, %s%s."
        .formatted(
            Times.counted(calls.all(), "call"),
            failed,
            calls.mean().map(mean -> "; one took " + millis(mean) + " on the average").orElse(""));
  }

  private static Line line(GateHealth gate, Instant now) {
    return new Line(
        gate.key().host(),
        gate.key().client(),
        gate.state().badge(),
        brief(gate.state(), now),
        gate.inFlight() == 0 ? "none" : Plot.grouped(gate.inFlight()));
  }

  /// What is said under a state; empty for nothing.
  static String brief(State state, Instant now) {
    return switch (state) {
      case State.Silent(var since, var until, _) ->
          "since %s; asked again %s".formatted(Say.when(since, now), again(until, now));
      case State.AsksToWait(_, var until) -> "asked again " + again(until, now);
      case State.Refuses(), State.Answers(), State.Unasked() -> "";
    };
  }

  private static String again(Instant until, Instant now) {
    return until.isAfter(now) ? Times.of(until, now).ago() : "now";
  }

  private static Plot calls(ProviderHealth health) {
    var calls = health.calls();
    return new Plot(
        "%s to %s and %s failed, hour by hour"
            .formatted(
                Times.counted(calls.all(), "call"), health.name(), Plot.grouped(calls.failed())),
        List.of(new Plot.Series("Answered", 1), new Plot.Series("Failed", 3)),
        health.day().hours().stream().map(hour -> slot(health, hour)).toList());
  }

  private static Plot.Slot slot(ProviderHealth health, Span hour) {
    var calls = hour.to(health::is);
    return new Plot.Slot(
        time(health.day(), hour),
        hour.known() ? List.of(calls.all() - calls.failed(), calls.failed()) : List.of());
  }

  private static Course latency(ProviderHealth health) {
    return new Course(
        "How long a call to %s took on the average, hour by hour".formatted(health.name()),
        health.day().hours().stream()
            .map(hour -> {
              var calls = hour.to(health::is);
              return new Course.Point(
                  time(health.day(), hour),
                  calls.mean(),
                  Duration.ofMillis(calls.maxMillis()),
                  calls.all());
            })
            .toList());
  }

  private static String time(Day day, Span hour) {
    return DayPlot.time(day, hour.from());
  }

  static String millis(Duration span) {
    return Plot.grouped(span.toMillis()) + " ms";
  }
}
