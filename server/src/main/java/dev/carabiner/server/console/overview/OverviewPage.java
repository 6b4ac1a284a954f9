package dev.carabiner.server.console.overview;

import dev.carabiner.server.console.Answer;
import dev.carabiner.server.console.Counts;
import dev.carabiner.server.console.Frame;
import dev.carabiner.server.console.Nav;
import dev.carabiner.server.console.Times;
import dev.carabiner.server.console.Visit;
import dev.carabiner.server.console.health.Healths;
import dev.carabiner.server.console.health.ProviderHealth;
import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.console.parts.Spark;
import dev.carabiner.server.console.sessions.Sources;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.Concerns;
import dev.carabiner.server.webhooks.Webhooks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What needs a person, what was done in the last 24 hours, and what ends soon.
public final class OverviewPage implements Counts {
  private static final int PROVIDERS = 6;
  private static final int ENDS = 4;

  private final Sources sources;
  private final Healths healths;
  private final Webhooks webhooks;
  private final Stocks stocks;
  private final Endings endings;
  private final Worries worries;

  public OverviewPage(Sources sources, Concerns concerns, Healths healths, Webhooks webhooks) {
    this.sources = sources;
    this.healths = healths;
    this.webhooks = webhooks;
    stocks = new Stocks(concerns, sources.browsing());
    endings = new Endings(sources, concerns);
    worries =
        new Worries(
            new ProviderWorries(stocks),
            new SessionWorries(sources, concerns),
            new WebhookWorries(webhooks, sources::workspaces));
  }

  /// The page.
  ///
  /// @param worries the worst first
  /// @param providers the first of those in use
  /// @param used how many are in use
  /// @param ends the first grants that end
  /// @param ending how many end soon, as it is shown
  public record View(
      List<Worry> worries,
      Plot day,
      StockPanel stock,
      List<Line> providers,
      int used,
      List<Endings.Row> ends,
      String ending,
      boolean mayAdd) {
    /// "3 things need you. Everything else works."
    public String said() {
      return switch (worries.size()) {
        case 0 -> "Nothing needs you.";
        case 1 -> "1 thing needs you. Everything else works.";
        default -> worries.size() + " things need you. Everything else works.";
      };
    }
  }

  /// A provider in use.
  ///
  /// @param latency of the latest calls, in words
  /// @param failed of its calls of the day, in words; empty for none
  public record Line(
      String id,
      String name,
      Mark mark,
      String apps,
      Badge badge,
      Spark spark,
      String latency,
      String failed,
      String sessions) {}

  /// The pages of the overview beside this one.
  public EndingPage endingPage() {
    return new EndingPage(endings);
  }

  /// The page.
  public Answer show(Visit visit) {
    var now = visit.now();
    var day = healths.day(now);
    var used = healths.of(day);
    var soon = endings.soon(now);
    return Answer.view(
        "overview",
        "Overview",
        Nav.OVERVIEW,
        new View(
            worries.of(used, soon, now),
            DayPlot.of(day),
            StockPanel.of(stocks.states(sources.workspaces()), sources.retention()),
            used.stream().limit(PROVIDERS).map(this::line).toList(),
            used.size(),
            soon.rows().stream().limit(ENDS).toList(),
            soon.number().shown(),
            visit.who().operator().role().may(Role.ADMIN)));
  }

  private Line line(ProviderHealth health) {
    var failed = health.calls().failed();
    return new Line(
        health.id(),
        health.name(),
        Mark.of(health.name()),
        Times.counted(health.apps().size(), "app"),
        health.state().badge(),
        DayPlot.spark(health),
        health.latency().map(OverviewPage::millis).orElse("not called"),
        failed == 0 ? "" : Plot.grouped(failed) + " failed",
        stocks.connected(health.apps(), health.keys()).shown());
  }

  private static String millis(Duration span) {
    return Plot.grouped(span.toMillis()) + " ms";
  }

  /// Red where something needs a person: then the number of those that do.
  @Override
  public Map<Nav, Frame.Count> now() {
    var counts = new EnumMap<Nav, Frame.Count>(Nav.class);
    var states = stocks.states(sources.workspaces());
    var broken = number(states, List.of("needs_reconnect"));
    var live = number(states, List.of("connected", "needs_reconnect", "pending"));
    put(counts, Nav.SESSIONS, live.shown(), broken.isNone() ? "" : broken.shown());
    var alarms = sources.alarms().all().size();
    var apps = sources.apps().all().size();
    put(counts, Nav.APPS, Plot.grouped(apps), alarms == 0 ? "" : Plot.grouped(alarms));
    var failing =
        sources.workspaces().stream()
            .flatMap(each -> webhooks.list(each).stream())
            .filter(WebhookWorries::isTroubled)
            .count();
    if (failing > 0) put(counts, Nav.WEBHOOKS, "", Plot.grouped(failing));
    return counts;
  }

  private static void put(Map<Nav, Frame.Count> counts, Nav nav, String all, String urgent) {
    if (!urgent.isEmpty()) counts.put(nav, new Frame.Count(urgent, true));
    else if (!all.equals("0")) counts.put(nav, new Frame.Count(all, false));
  }

  private static Stocks.Quantity number(List<Stocks.State> states, List<String> words) {
    return states.stream()
        .filter(state -> words.contains(state.word()))
        .map(Stocks.State::number)
        .reduce(Stocks.Quantity.NONE, Stocks.Quantity::plus);
  }
}
