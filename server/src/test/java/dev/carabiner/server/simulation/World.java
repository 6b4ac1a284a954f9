package dev.carabiner.server.simulation;

import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Everything around the nodes of one run.
final class World {
  private final Chance chance;
  private final boolean tracing;
  private final Strands strands = new Strands();
  private final Weather weather = new Weather();
  private final Place outside = new Place("outside");
  private static final long A_MOMENT = Duration.ofSeconds(10).toNanos();

  private Consumer<Strand> fate = _ -> {};
  private final Outages outages = new Outages();
  private final Map<String, List<Long>> ready = new HashMap<>();
  private final List<String> trace = new ArrayList<>();
  private final RotationPolicy declared;
  private final SimulatedProvider provider;
  private final Checker checker;
  private final MemorySessionStore store;
  private final MemoryPorts ports;

  World(long seed, boolean tracing) {
    this.chance = new Chance(seed);
    this.tracing = tracing;
    this.declared = chance.oneOf(List.of(RotationPolicy.values()));
    this.provider = new SimulatedProvider(strands, real(), life());
    this.checker = new Checker(this);
    this.store = new MemorySessionStore(strands::instant, checker);
    this.ports = new MemoryPorts(this);
  }

  private RotationPolicy real() {
    if (declared != RotationPolicy.UNKNOWN) return declared;
    return chance.oneOf(
        List.of(
            RotationPolicy.NONE,
            RotationPolicy.GRACE,
            RotationPolicy.PREVIOUS_UNTIL_USED,
            RotationPolicy.STRICT));
  }

  private Duration life() {
    return Duration.ofSeconds(chance.oneOf(List.of(20, 30, 60, 100)));
  }

  Chance chance() {
    return chance;
  }

  /// Something happens at a node; here its fate may strike.
  void step() {
    if (weather.isRough()) fate.accept(strands.running());
  }

  /// Who strikes nodes in the midst of a step.
  void fate(Consumer<Strand> strikes) {
    fate = strikes;
  }

  /// How long one step takes.
  Duration latency() {
    return chance.latency(weather.isRough());
  }

  Strands strands() {
    return strands;
  }

  Weather weather() {
    return weather;
  }

  /// Where clients, the provider and fate live.
  Place outside() {
    return outside;
  }

  /// What the catalogue says of the provider's rotation.
  RotationPolicy declared() {
    return declared;
  }

  SimulatedProvider provider() {
    return provider;
  }

  Checker checker() {
    return checker;
  }

  MemorySessionStore store() {
    return store;
  }

  MemoryPorts ports() {
    return ports;
  }

  /// When nodes could not work.
  Outages outages() {
    return outages;
  }

  /// A node is ready.
  void isReady(Place life) {
    outages.ready(life.node(), strands.nanos());
    ready.computeIfAbsent(life.node(), _ -> new ArrayList<>()).add(strands.nanos());
  }

  /// When the node of that life was, after that time, first able to work.
  long back(Place life, long after) {
    if (!life.isDead() || life.diedAt() > after + A_MOMENT)
      return Math.max(after, life.pausedUntil());
    return ready.getOrDefault(life.node(), List.of()).stream()
        .filter(at -> at >= after)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /// Notes what happens, if somebody wants to know.
  void trace(Supplier<String> what) {
    if (!tracing) return;
    var at = strands.nanos() / 1_000_000;
    var who = strands.isRunning() ? strands.running().toString() : "-";
    trace.add(String.format(Locale.ROOT, "%9.3f s  %-22s %s", at / 1000.0, who, what.get()));
  }

  List<String> trace() {
    return trace;
  }

  /// For the trace: what a store answered.
  String shown(Object result) {
    return switch (result) {
      case Optional<?> found -> found.map(this::shown).orElse("nothing");
      case Reading reading -> shown(reading.session());
      case Session session -> shown(session);
      case Flow flow -> "flow at " + flow.step().getClass().getSimpleName();
      case List<?> list -> list.stream().map(this::shown).toList().toString();
      case Revocation revocation -> "revocation " + revocation.receipt();
      default -> result.toString();
    };
  }

  private String shown(Session session) {
    var renewal = session.renewal();
    return checker.label(session.key().id())
        + " "
        + session.state().word()
        + session.state().reason().map(why -> "(" + why + ")").orElse("")
        + " generation "
        + renewal.generation()
        + " fence "
        + renewal.fence()
        + renewal.claim().map(claim -> " claimed by " + claim.node()).orElse("")
        + renewal.nextTry().map(next -> " next try " + since(next)).orElse("")
        + renewal.deniedSince().map(_ -> " denied").orElse("")
        + renewal.inDoubtSince().map(_ -> " in doubt").orElse("")
        + renewal.orphan().map(_ -> " with orphan").orElse("")
        + session
            .grant()
            .tokens()
            .flatMap(set -> set.end())
            .map(end -> " token until " + since(end))
            .orElse("");
  }

  private static String since(Instant time) {
    return Duration.between(Strands.BEGIN, time).toMillis() / 1000.0 + " s";
  }

  /// For the trace: the steps of a change.
  String shown(Change change) {
    if (!tracing) return "";
    return change.steps().stream()
        .map(step ->
            switch (step) {
              case Change.Step.ReplaceSession(_, var next) -> shown(next);
              case Change.Step.InsertSession(var session) -> "new " + shown(session);
              case Change.Step.RecordEvent(var event) -> event.type();
              default -> step.getClass().getSimpleName();
            })
        .toList()
        .toString();
  }

  Map<Weather.Trouble, Integer> troubles() {
    return weather.counts();
  }
}
