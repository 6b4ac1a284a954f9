package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.governor.GateKey;
import dev.carabiner.server.governor.GateState;
import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.Nodes;
import dev.carabiner.server.sessions.RotationLessons;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The smaller ports of the stores, in memory, each as a node reaches it.
final class MemoryPorts {
  private final World world;
  private final Map<String, Instant> beats = new HashMap<>();
  private final Map<GateKey, StoredGate> gates = new LinkedHashMap<>();
  private final Set<String> lessons = new HashSet<>();

  MemoryPorts(World world) {
    this.world = world;
  }

  Nodes nodes(StoreCalls calls) {
    return new Nodes() {
      @Override
      public void beat(String node) {
        calls.call("beat", () -> beats.put(node, world.strands().instant()) != null);
      }

      @Override
      public boolean runs(String node, Duration age) {
        return calls.call("runs " + node, () -> isYounger(beats.get(node), age));
      }

      @Override
      public int running(Duration age) {
        return calls.call(
            "running",
            () ->
                Math.max(
                    1, (int) beats.values().stream().filter(at -> isYounger(at, age)).count()));
      }

      @Override
      public void leave(String node) {
        calls.call("leave", () -> beats.remove(node) != null);
      }
    };
  }

  private boolean isYounger(@Nullable Instant beat, Duration age) {
    return beat != null && beat.plus(age).isAfter(world.strands().instant());
  }

  RotationLessons lessons(StoreCalls calls) {
    return new RotationLessons() {
      @Override
      public boolean neverRotates(String provider) {
        return calls.call(
            "lessons",
            () ->
                lessons.contains(provider + " stays") && !lessons.contains(provider + " rotates"));
      }

      @Override
      public void note(String provider, boolean rotated) {
        calls.call("lesson", () -> lessons.add(provider + (rotated ? " rotates" : " stays")));
      }
    };
  }

  Gates gates(StoreCalls calls) {
    return new Gates() {
      @Override
      public Reading find(GateKey key) {
        return calls.call("gate", () -> gate(key));
      }

      @Override
      public boolean compareAndSet(GateKey key, long expected, GateState next) {
        return calls.call(
            "set gate " + next.getClass().getSimpleName(), () -> set(key, expected, next));
      }

      @Override
      public List<Known> all() {
        return calls.call(
            "gates",
            () ->
                gates.entrySet().stream()
                    .map(gate -> new Known(gate.getKey(), gate.getValue().state()))
                    .toList());
      }
    };
  }

  private record StoredGate(GateState state, long version) {}

  private Gates.Reading gate(GateKey key) {
    var stored = gates.getOrDefault(key, new StoredGate(GateState.Flowing.ALWAYS, 0));
    return new Gates.Reading(stored.state(), stored.version(), world.store().now());
  }

  private boolean set(GateKey key, long expected, GateState next) {
    if (gate(key).version() != expected) return false;
    gates.put(key, new StoredGate(next, expected + 1));
    return true;
  }

  AppAlarms alarms(StoreCalls calls) {
    return new AppAlarms() {
      @Override
      public Optional<AppAlarm> find(AppKey app) {
        return calls.call("alarm", () -> Optional.ofNullable(rows().get(app)));
      }

      @Override
      public List<AppAlarm> all() {
        return calls.call("alarms", () -> List.copyOf(rows().values()));
      }

      @Override
      public boolean takeProbe(AppAlarm alarm, Duration pause) {
        return calls.call("take probe", () -> take(alarm, pause));
      }

      @Override
      public boolean end(AppAlarm alarm) {
        return calls.call("end alarm", () -> isSame(alarm) && rows().remove(alarm.app()) != null);
      }
    };
  }

  private boolean take(AppAlarm alarm, Duration pause) {
    var now = world.strands().instant();
    if (!isSame(alarm) || now.isBefore(standing(alarm).nextProbe())) return false;
    rows()
        .put(
            alarm.app(),
            new AppAlarm(
                alarm.workspace(),
                alarm.app(),
                alarm.fingerprint(),
                alarm.error(),
                alarm.since(),
                now.plus(pause)));
    return true;
  }

  private boolean isSame(AppAlarm alarm) {
    var standing = rows().get(alarm.app());
    return standing != null && standing.fingerprint().equals(alarm.fingerprint());
  }

  private AppAlarm standing(AppAlarm alarm) {
    return Objects.requireNonNull(rows().get(alarm.app()));
  }

  private Map<AppKey, AppAlarm> rows() {
    return world.store().rows().alarms();
  }
}
