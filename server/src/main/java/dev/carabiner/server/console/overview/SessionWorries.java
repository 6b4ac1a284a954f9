package dev.carabiner.server.console.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.Times;
import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.console.sessions.Say;
import dev.carabiner.server.console.sessions.Sources;
import dev.carabiner.server.sessions.Concerns;
import dev.carabiner.server.sessions.Concerns.Broken;
import dev.carabiner.server.sessions.Reason;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Sessions that need to be reconnected, or will.
final class SessionWorries {
  private static final Duration RECENTLY = Duration.ofDays(1);

  /// So many of one e-mail host are a pattern.
  private static final int SOME = 3;

  private static final double MOST = 0.8;

  private final Sources sources;
  private final Concerns concerns;

  SessionWorries(Sources sources, Concerns concerns) {
    this.sources = sources;
    this.concerns = concerns;
  }

  List<Worry> broken(Instant now) {
    return sources.workspaces().stream()
        .flatMap(workspace ->
            concerns.broken(workspace, now.minus(RECENTLY)).stream()
                .map(group -> broken(workspace, group, now)))
        .toList();
  }

  private Worry broken(Workspace workspace, Broken group, Instant now) {
    var app = sources.apps().find(group.app());
    var number = Stocks.Quantity.of(group.all());
    var one = number.amount() == 1 && number.exact();
    var name = app.map(ConnectedApp::name).orElse(group.app().value());
    return new Worry(
        Tone.BAD,
        Icon.CROSS,
        number.of(name + " connection") + (one ? " needs reconnecting" : " need reconnecting"),
        "%s. %s%s".formatted(since(group, one, now), why(group, app, one), advice(group)),
        group.reason().word(),
        Button.link(
            one ? "See the session" : "See the " + number.shown() + " sessions",
            "/console/sessions?workspace=%s&app=%s&state=needs_reconnect"
                .formatted(
                    URLEncoder.encode(workspace.name(), UTF_8),
                    URLEncoder.encode(group.app().value(), UTF_8))));
  }

  private static String since(Broken group, boolean one, Instant now) {
    var recent = group.recent();
    var pattern = pattern(group).map(SessionWorries::people).orElse("");
    if (recent.amount() == 0 || recent.since().isEmpty())
      return group
              .since()
              .map(at -> (one ? "Since " : "The first since ") + Say.when(at, now))
              .orElse("Since before this version was installed")
          + pattern;
    var when = Say.when(recent.since().get(), now);
    return recent.amount() == group.all().number() && group.all().exact()
        ? "Since " + when + pattern
        : Plot.grouped(recent.amount()) + " of them since " + when + pattern;
  }

  /// An e-mail host that nearly all of the newest share.
  private record Pattern(String host, boolean all) {}

  private static Optional<Pattern> pattern(Broken group) {
    var sample = group.hosts().size();
    return group.hosts().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> most.getValue() >= SOME && most.getValue() >= sample * MOST)
        .map(most ->
            new Pattern(
                most.getKey(), most.getValue() == sample && sample >= group.all().number()));
  }

  private static String people(Pattern pattern) {
    return (pattern.all() ? ", all from people at " : ", nearly all from people at ")
        + pattern.host();
  }

  private String why(Broken group, Optional<ConnectedApp> app, boolean one) {
    var provider = sources.provider(app).map(known -> known.name()).orElse("The provider");
    if (group.reason().equals(Reason.GRANT_REVOKED)) {
      if (pattern(group).isPresent())
        return "Where that is one organisation, an administrator there has usually withdrawn the app. ";
      return one
          ? provider + " says its grant is no longer valid; usually the person removed the access. "
          : provider
              + " says their grants are no longer valid; usually people removed the access. ";
    }
    return switch (group.reason().word()) {
      case "rotation_lost" -> "A new token got lost on the way, and the old one is refused. ";
      case "no_refresh_token" ->
          "The token ended and " + provider + " gave nothing to renew it with. ";
      case "data_corrupt" -> "What is stored cannot be opened: run the doctor first. ";
      default -> provider + " refuses to renew. ";
    };
  }

  private static String advice(Broken group) {
    return group.all().number() == 1
        ? "A reconnect link mends it; the session keeps its ID."
        : "Reconnect links mend them; the sessions keep their IDs.";
  }

  Optional<Worry> ending(Endings.Soon ends) {
    if (ends.rows().isEmpty()) return Optional.empty();
    var first = ends.rows().getFirst();
    var number = ends.number();
    return Optional.of(
        new Worry(
            Tone.WARN,
            Icon.CLOCK,
            number.of("grant")
                + (number.amount() == 1 ? " ends" : " end")
                + " within "
                + Times.words(Endings.SOON),
            "The first %s, %s. Their users must reconnect before that; your application was told."
                .formatted(first.ends().ago(), first.account() + " of " + first.app()),
            "session.expiring",
            Button.link(
                number.amount() == 1 ? "See the grant" : "See the grants", EndingPage.PATH)));
  }
}
