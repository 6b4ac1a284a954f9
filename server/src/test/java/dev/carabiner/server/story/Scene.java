package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.story.BentWire.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// A whole server and its provider on one clock that jumps, with trouble to order between the two.
final class Scene implements AutoCloseable {
  /// How long the provider's access tokens live.
  static final Duration LIFE = Duration.ofHours(1);

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration SHORT_DEADLINE = Duration.ofMillis(300);

  final JumpingClock clock = new JumpingClock();
  final BentWire wire = new BentWire();
  final Mischief mischief = new Mischief();
  final List<Event> events = new CopyOnWriteArrayList<>();
  final int closedPort = House.freePort();
  final House house;

  Scene(Path folder, Rotation rotation, String policy) {
    this(folder, rotation, policy, Seams.NONE, UnaryOperator.identity());
  }

  /// @param inner what stands between this and the server's rooms
  Scene(
      Path folder, Rotation rotation, String policy, Seams inner, UnaryOperator<String> settings) {
    house =
        House.open(
            folder,
            sandbox -> sandbox.withRotation(rotation).withAccessTokenLifetime(LIFE),
            yaml ->
                settings.apply(
                    yaml.replace(
                            "allow: [",
                            "allow: [%s, 127.0.0.1:%d, "
                                .formatted(mischief.hostAndPort(), closedPort))
                        .replace(
                            "    provider: sandbox-id\n",
                            "    provider: sandbox-id\n    rotation-policy: " + policy + "\n")),
            clock,
            new Seams(
                store -> inner.sessions().apply(recording(store)),
                straight -> wire.around(inner.wire().apply(straight)),
                inner.journal()));
  }

  /// Calls of this kind go to the server of mischief, and wait less long for it.
  void divert(Operation operation, Mischief.Behaviour behaviour) {
    mischief.behave(behaviour);
    divert(operation, mischief.uri("http"));
  }

  void divert(Operation operation, URI target) {
    wire.bend(
        operation,
        (request, before, straight) ->
            straight.send(
                new OutboundRequest(
                    request.method(), target, request.headers(), request.body(), SHORT_DEADLINE),
                before));
  }

  String token(String session) {
    return house.read(session).text("access_token");
  }

  /// Jumps to where the token of a session connected just now is in its last seconds.
  void jumpIntoTheMargin() {
    clock.jump(LIFE.minusSeconds(20));
  }

  /// Jumps to where the token of a session connected just now is dead.
  void jumpPastTheEnd() {
    clock.jump(LIFE.plusSeconds(5));
  }

  /// Tries again with every second of the clock, until it holds.
  void within(Duration time, BooleanSupplier condition) {
    var passed = Duration.ZERO;
    while (!condition.getAsBoolean()) {
      if (passed.compareTo(time) >= 0) throw new AssertionError("did not come true within " + time);
      clock.jump(STEP);
      passed = passed.plus(STEP);
    }
  }

  /// Changes the settings file, `pairs` of what stands there and what shall, and has it taken up.
  void reload(String... pairs) throws IOException {
    var file = house.folder.resolve("carabiner.yaml");
    var yaml = Files.readString(file);
    for (var i = 0; i < pairs.length; i += 2) {
      assertThat(yaml).contains(pairs[i]);
      yaml = yaml.replace(pairs[i], pairs[i + 1]);
    }
    Files.writeString(file, yaml);
    house.server.reload(new SettingsReader(Map.of()).read(file).settings());
  }

  boolean works(String session) {
    var answer = house.read(session);
    return answer.status() == 200 && house.provider(answer.text("access_token")) == 200;
  }

  /// Whether such an event of a session was committed.
  long events(String session, String type) {
    return events.stream()
        .filter(event ->
            event.type().equals(type)
                && event.subject().session().filter(id -> id.value().equals(session)).isPresent())
        .count();
  }

  String user() {
    return String.format(Locale.ROOT, "u%d", System.nanoTime());
  }

  @Override
  public void close() {
    house.close();
    try {
      mischief.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Remembers the events of the changes that held.
  private SessionStore recording(SessionStore store) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (_, method, arguments) -> {
              try {
                var result = method.invoke(store, arguments);
                if (Boolean.TRUE.equals(result) && arguments[0] instanceof Change change)
                  for (var step : change.steps())
                    if (step instanceof Change.Step.RecordEvent(var event)) events.add(event);
                return result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
