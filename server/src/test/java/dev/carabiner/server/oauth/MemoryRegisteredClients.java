package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.apps.RegisteredClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Registered clients in memory; a right that was taken is held until it is given back.
final class MemoryRegisteredClients implements RegisteredClients {
  final Map<RegisteredClient.Place, RegisteredClient> kept = new ConcurrentHashMap<>();
  final List<Left> left = new ArrayList<>();
  private final Set<RegisteredClient.Place> taken = new HashSet<>();

  @Override
  public Optional<RegisteredClient> find(RegisteredClient.Place place) {
    return Optional.ofNullable(kept.get(place));
  }

  @Override
  public synchronized boolean take(RegisteredClient.Place place, Duration lease) {
    return taken.add(place);
  }

  @Override
  public void put(RegisteredClient client) {
    kept.put(client.place(), client);
    release(client.place());
  }

  @Override
  public synchronized void release(RegisteredClient.Place place) {
    taken.remove(place);
  }

  @Override
  public List<Left> takeLeft(Duration pause, int most) {
    return List.copyOf(left);
  }

  @Override
  public void forget(RegisteredClient.Place place) {
    left.removeIf(one -> one.client().place().equals(place));
    kept.remove(place);
  }
}
