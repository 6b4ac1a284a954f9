package dev.carabiner.server.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When a node could not work: it was down, stood still, or the store was away.
final class Outages {
  private record Outage(long from, long to) {}

  private final Map<String, List<Outage>> ofNodes = new HashMap<>();
  private final Map<String, Long> down = new HashMap<>();
  private final List<Outage> ofTheStore = new ArrayList<>();
  private long storeDownSince = -1;

  void down(String node, long now) {
    down.putIfAbsent(node, now);
  }

  void ready(String node, long now) {
    var since = down.remove(node);
    if (since != null) add(node, since, now);
  }

  void standsStill(String node, long from, long to) {
    add(node, from, to);
  }

  void storeDown(long now) {
    storeDownSince = now;
  }

  void storeUp(long now) {
    if (storeDownSince >= 0) ofTheStore.add(new Outage(storeDownSince, now));
    storeDownSince = -1;
  }

  private void add(String node, long from, long to) {
    ofNodes.computeIfAbsent(node, _ -> new ArrayList<>()).add(new Outage(from, to));
  }

  /// Whether the node had that much time without a break between two moments, both past.
  boolean couldWork(String node, long from, long to, long enough) {
    var outages = new ArrayList<>(ofTheStore);
    outages.addAll(ofNodes.getOrDefault(node, List.of()));
    if (storeDownSince >= 0) outages.add(new Outage(storeDownSince, Long.MAX_VALUE));
    if (down.containsKey(node)) outages.add(new Outage(down.get(node), Long.MAX_VALUE));
    outages.sort(Comparator.comparingLong(Outage::from));
    var free = from;
    for (var outage : outages) {
      if (outage.from() >= to) break;
      if (outage.from() - free >= enough) return true;
      free = Math.max(free, outage.to());
    }
    return to - free >= enough;
  }
}
