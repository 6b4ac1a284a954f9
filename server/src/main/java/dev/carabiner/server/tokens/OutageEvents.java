package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.governor.GateKey;
import dev.carabiner.server.governor.Outages;
import dev.carabiner.server.governor.Why;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells of outages of providers: one event for each app that is that client at a provider.
public final class OutageEvents implements Outages {
  private static final System.Logger LOG = System.getLogger(OutageEvents.class.getName());

  private final SessionStore store;
  private final ConnectedApps apps;
  private final Events events;
  private final ConcurrentHashMap<GateKey, Set<String>> providers = new ConcurrentHashMap<>();

  public OutageEvents(SessionStore store, ConnectedApps apps, Events events) {
    this.store = store;
    this.apps = apps;
    this.events = events;
  }

  /// Notes that calls for that provider go through a gate.
  void noted(GateKey gate, String provider) {
    providers.computeIfAbsent(gate, _ -> ConcurrentHashMap.newKeySet()).add(provider);
  }

  @Override
  public void began(GateKey gate, Instant since, Why why) {
    LOG.log(
        System.Logger.Level.WARNING, "provider {0}: out since {1}, {2}", gate, since, why.word());
    tell(gate, Map.of("reason", why.word(), "since", since.toString(), "state", "began"));
  }

  @Override
  public void ended(GateKey gate, Instant since) {
    LOG.log(System.Logger.Level.INFO, "provider {0}: answers again, out since {1}", gate, since);
    tell(gate, Map.of("since", since.toString(), "state", "ended"));
  }

  private void tell(GateKey gate, Map<String, String> words) {
    var now = store.now();
    var steps =
        behind(gate).stream().map(app -> event(app, words, now)).toArray(Change.Step[]::new);
    if (steps.length > 0) store.commit(Change.of(steps));
  }

  /// The same client id may be another client at another provider.
  private List<ConnectedApp> behind(GateKey gate) {
    var behind = providers.getOrDefault(gate, Set.of());
    return apps.all().stream()
        .filter(app ->
            !app.credentials().isByHand() || app.credentials().clientId().equals(gate.client()))
        .filter(app -> behind.contains(app.provider().id()))
        .toList();
  }

  private Change.Step event(ConnectedApp app, Map<String, String> words, Instant now) {
    var details = new HashMap<>(words);
    details.put("provider", app.provider().id());
    return events.ofApp(Events.PROVIDER_OUTAGE, app.workspace(), app.key(), details, now);
  }
}
