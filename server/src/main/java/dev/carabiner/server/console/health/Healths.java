package dev.carabiner.server.console.health;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.console.health.ProviderHealth.GateHealth;
import dev.carabiner.server.governor.GateState;
import dev.carabiner.server.governor.GateView;
import dev.carabiner.server.governor.Trouble;
import dev.carabiner.server.governor.Why;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.statistics.CallFigure.Callee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// How it goes with the providers in use.
public final class Healths {
  private final ConnectedApps apps;
  private final Supplier<Catalogue> catalogue;
  private final Supplier<List<GateView>> gates;
  private final AppAlarms alarms;
  private final RecentFigures figures;

  /// @param gates how calls go, one for each client at each host; none before the first call
  public Healths(
      ConnectedApps apps,
      Supplier<Catalogue> catalogue,
      Supplier<List<GateView>> gates,
      AppAlarms alarms,
      RecentFigures figures) {
    this.apps = apps;
    this.catalogue = catalogue;
    this.gates = gates;
    this.alarms = alarms;
    this.figures = figures;
  }

  /// The day that ends now.
  public Day day(Instant now) {
    return figures.until(now);
  }

  /// The providers in use: those in trouble first, then the busiest.
  public List<ProviderHealth> of(Day day) {
    var used = new TreeMap<String, List<ConnectedApp>>();
    for (var app : apps.all())
      used.computeIfAbsent(app.provider().id(), _ -> new ArrayList<>()).add(app);
    var seen = gates.get();
    var refusals = alarms.all();
    var callees =
        day.hours().stream()
            .flatMap(hour -> hour.calls().keySet().stream())
            .collect(Collectors.toSet());
    return used.entrySet().stream()
        .map(each -> health(each.getKey(), each.getValue(), new Seen(seen, callees, refusals), day))
        .sorted(
            Comparator.comparingInt((ProviderHealth each) -> each.state().rank())
                .thenComparing(Comparator.comparingLong(ProviderHealth::handedOut).reversed())
                .thenComparing(ProviderHealth::name))
        .toList();
  }

  private record Seen(List<GateView> gates, Set<Callee> callees, List<AppAlarm> alarms) {}

  private ProviderHealth health(String id, List<ConnectedApp> users, Seen seen, Day day) {
    var own =
        seen.gates().stream()
            .filter(gate -> belongs(gate, id, users, seen.callees()))
            .map(gate -> new GateHealth(gate.key(), state(gate), gate.inFlight()))
            .toList();
    var refused =
        seen.alarms().stream()
            .filter(alarm -> users.stream().anyMatch(app -> app.key().equals(alarm.app())))
            .toList();
    var name = catalogue.get().find(id).map(provider -> provider.name()).orElse(id);
    var called = day.anyCall(callee -> callee.provider().equals(id));
    var state =
        refused.isEmpty()
            ? own.stream()
                .map(GateHealth::state)
                .filter(gate -> !(gate instanceof State.Answers))
                .min(Comparator.comparingInt(State::rank))
                .orElse(called ? new State.Answers() : new State.Unasked())
            : new State.Refuses();
    return new ProviderHealth(id, name, users, state, own, refused, day);
  }

  /// Who was called through it says whose gate it is; before the first figures the client does.
  private static boolean belongs(
      GateView gate, String provider, List<ConnectedApp> users, Set<Callee> callees) {
    var behind =
        callees.stream()
            .filter(callee -> callee.host().equals(gate.key().host()))
            .filter(callee -> callee.client().equals(gate.key().client()))
            .map(Callee::provider)
            .filter(known -> !known.isEmpty())
            .collect(Collectors.toSet());
    return behind.isEmpty()
        ? users.stream().anyMatch(app -> app.credentials().clientId().equals(gate.key().client()))
        : behind.contains(provider);
  }

  private static State state(GateView gate) {
    return switch (gate.state()) {
      case GateState.Flowing _ -> new State.Answers();
      case GateState.Shut(var trouble, var until) -> troubled(trouble, until);
      case GateState.Probing(var trouble, var until, _) -> troubled(trouble, until);
    };
  }

  private static State troubled(Trouble trouble, Instant until) {
    return trouble.why() == Why.ASKED_TO_WAIT
        ? new State.AsksToWait(trouble.since(), until)
        : new State.Silent(trouble.since(), until, trouble.outage());
  }

  /// One of them.
  public Optional<ProviderHealth> find(String id, Day day) {
    return of(day).stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
