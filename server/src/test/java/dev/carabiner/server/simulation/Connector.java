package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// An application that connects one of its users and then reads, with the user's browser.
final class Connector {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 4;

  private final World world;
  private final List<SimulatedNode> nodes;
  private final ConnectedApp app;
  private final String account;

  Connector(World world, List<SimulatedNode> nodes, ConnectedApp app, String account) {
    this.world = world;
    this.nodes = nodes;
    this.app = app;
    this.account = account;
  }

  void run() {
    for (var attempt = 0; attempt < ATTEMPTS && world.weather().isRough(); attempt++) {
      var connected = connect();
      if (connected.isPresent()) {
        var known = world.checker().known(connected.get());
        new Reader(world, nodes, known).run();
        return;
      }
      world.strands().pass(world.chance().seconds(1, 10));
    }
  }

  /// The whole way.
  private Optional<SessionId> connect() {
    var owner = new Owner(Optional.of("user of " + account), Optional.empty());
    var ask =
        new Flows.Ask(app.flow().returnTo().callbackUrl(), Optional.empty(), Optional.empty());
    var started = asked("connect", rooms -> rooms.flows().connect(app, owner, ask));
    if (started.isEmpty()) return Optional.empty();
    var browser = new Browser(this::asked);
    var atProvider = browser.open(started.get().path());
    var state = atProvider.flatMap(address -> Browser.parameter(address, "state"));
    if (state.isEmpty()) return Optional.empty();
    var code = world.provider().authorize(account);
    world.strands().pass(world.chance().millis(500, 5000));
    var path = "/connected_apps/callback/app?code=" + code + "&state=" + state.get();
    var back = browser.comeBack(path);
    if (back.isEmpty() || Browser.parameter(back.get(), "error").isPresent())
      return Optional.empty();
    var session = started.get().session();
    var connectCode = Browser.parameter(back.get(), "connect_code");
    if (connectCode.isPresent() && !complete(session, owner, connectCode.get()))
      return Optional.empty();
    return Optional.of(session);
  }

  private boolean complete(SessionId session, Owner owner, String code) {
    var statement =
        new Confirming.Statement(
            Workspace.DEFAULT, Optional.of(session), Secret.of(code), Optional.of(owner));
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var done = asked("complete", rooms -> rooms.confirming().complete(statement));
      if (done.isPresent()) return done.get();
      world.strands().pass(Duration.ofSeconds(2));
    }
    return false;
  }

  private <T> Optional<T> asked(String what, Function<SimulatedRooms, T> question) {
    var asked = world.chance().oneOf(nodes).ask(what, question);
    try {
      return world.strands().await(asked.answer(), PATIENCE)
          ? Optional.of(asked.answer().join())
          : Optional.empty();
    } catch (CompletionException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
