package dev.carabiner.server.console.overview;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.console.health.ProviderHealth;
import dev.carabiner.server.console.health.State;
import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.console.sessions.Say;
import dev.carabiner.server.sessions.AppAlarm;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Providers that refuse our credentials, or do not answer.
final class ProviderWorries {
  private final Stocks stocks;

  ProviderWorries(Stocks stocks) {
    this.stocks = stocks;
  }

  List<Worry> refusing(List<ProviderHealth> healths, Instant now) {
    return healths.stream()
        .flatMap(health -> health.alarms().stream().map(alarm -> refused(health, alarm, now)))
        .toList();
  }

  private Worry refused(ProviderHealth health, AppAlarm alarm, Instant now) {
    var app = app(health, alarm.app()).map(ConnectedApp::name).orElse(alarm.app().value());
    return new Worry(
        Tone.BAD,
        Icon.ALERT,
        "%s refuses the client credentials of “%s”".formatted(health.name(), app),
        "Since %s. %s No session is lost: replace the secret and they carry on."
            .formatted(
                Say.when(alarm.since(), now),
                served(stocks.connected(health.apps(), Set.of(alarm.app())), " until those end")),
        alarm.error(),
        Button.link("Replace secret", "/console/apps/" + alarm.app().value()));
  }

  private static Optional<ConnectedApp> app(ProviderHealth health, AppKey key) {
    return health.apps().stream().filter(app -> app.key().equals(key)).findFirst();
  }

  List<Worry> silent(List<ProviderHealth> healths, Instant now) {
    return healths.stream()
        .flatMap(health ->
            health.gates().stream()
                .map(ProviderHealth.GateHealth::state)
                .flatMap(state ->
                    state instanceof State.Silent silent && silent.outage()
                        ? Stream.of(silent)
                        : Stream.empty())
                .min(Comparator.comparing(State.Silent::since))
                .map(silent -> silent(health, silent, now))
                .stream())
        .toList();
  }

  private Worry silent(ProviderHealth health, State.Silent silent, Instant now) {
    return new Worry(
        Tone.WARN,
        Icon.TRIANGLE,
        "%s has not answered since %s".formatted(health.name(), Say.when(silent.since(), now)),
        served(stocks.connected(health.apps(), health.keys()), " as long as those live")
            + " Nothing to do: we ask again every 30 seconds at least.",
        "",
        Button.link("View provider", "/console/providers/" + health.id()));
  }

  private static String served(Stocks.Quantity sessions, String howLong) {
    return sessions.isNone()
        ? "No session is connected."
        : "%s served from stored tokens%s.".formatted(sessions.are("session"), howLong);
  }
}
