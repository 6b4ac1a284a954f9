package dev.carabiner.server.console.health;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.governor.GateKey;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.statistics.CallFigure.Callee;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A provider in use, and how it goes with it.
///
/// @param id its entry's
/// @param apps that connect to it
/// @param gates of our clients there
/// @param alarms of apps whose credentials it refuses
/// @param day of the whole installation
public record ProviderHealth(
    String id,
    String name,
    List<ConnectedApp> apps,
    State state,
    List<GateHealth> gates,
    List<AppAlarm> alarms,
    Day day) {
  public ProviderHealth {
    apps = List.copyOf(apps);
    gates = List.copyOf(gates);
    alarms = List.copyOf(alarms);
  }

  /// How calls of one client to one host go.
  public record GateHealth(GateKey key, State state, int inFlight) {}

  /// The keys of its apps.
  public Set<AppKey> keys() {
    return apps.stream().map(ConnectedApp::key).collect(Collectors.toUnmodifiableSet());
  }

  /// Whether that is this provider.
  public boolean is(Callee callee) {
    return callee.provider().equals(id);
  }

  /// The calls of the whole day.
  public Calls calls() {
    return day.to(this::is);
  }

  /// How long a call took on the average, in the latest hour in which there was one.
  public Optional<Duration> latency() {
    return day.hours().reversed().stream()
        .flatMap(hour -> hour.to(this::is).mean().stream())
        .findFirst();
  }

  /// Tokens handed out for its apps over the day.
  public long handedOut() {
    return day.hours().stream().mapToLong(hour -> hour.of(keys()).handedOut()).sum();
  }
}
