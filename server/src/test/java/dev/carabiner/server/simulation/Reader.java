package dev.carabiner.server.simulation;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.simulation.Weather.Trouble;
import dev.carabiner.server.tokens.TokenOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// A back end that reads and revokes sessions.
final class Reader {
  private static final Duration LONGEST_READ = Duration.ofSeconds(25);
  private static final Duration SLACK = Duration.ofSeconds(35);

  private final World world;
  private final List<SimulatedNode> nodes;
  private final Known session;

  Reader(World world, List<SimulatedNode> nodes, Known session) {
    this.world = world;
    this.nodes = nodes;
    this.session = session;
  }

  /// Reads now and then, until nothing goes wrong any more.
  void run() {
    while (world.weather().isRough()) {
      world.strands().pass(thinking());
      if (!world.weather().isRough()) return;
      var chance = world.chance();
      if (chance.oneIn(60)) revoke(chance.oneOf(nodes));
      else
        read(
            chance.oneOf(nodes),
            chance.oneIn(10) ? Optional.of(chance.seconds(1, 200)) : Optional.empty(),
            chance.oneIn(25));
    }
  }

  private Duration thinking() {
    var chance = world.chance();
    var life = world.provider().life;
    return switch (chance.below(4)) {
      case 0 -> chance.between(Duration.ZERO, Duration.ofSeconds(1));
      case 1 -> chance.between(Duration.ZERO, Duration.ofSeconds(5));
      default -> chance.between(Duration.ofSeconds(1), life.dividedBy(2));
    };
  }

  /// One read.
  ///
  /// @param leaves whether the client gives up before it is answered
  /// @return what the node said; empty if it said nothing, or had trouble with its store
  Optional<TokenOutcome> read(SimulatedNode node, Optional<Duration> minValidity, boolean leaves) {
    var strands = world.strands();
    var begun = strands.nanos();
    var life = node.life();
    var stoodStill = life.paused();
    var asked =
        node.ask(
            "read " + session.label,
            rooms -> {
              var outcome = rooms.reads().of(Workspace.DEFAULT, session.id, minValidity);
              if (minValidity.isEmpty())
                world.checker().answered(session.id, strands.running(), begun, outcome);
              world.trace(() -> "answers " + outcome);
              return outcome;
            });
    try {
      if (leaves) {
        strands.pass(world.latency());
        world.weather().note(Trouble.READER_LEFT);
        asked.strand().ifPresent(Strand::interrupt);
        return Optional.empty();
      }
      var answered = strands.await(asked.answer(), LONGEST_READ.plus(SLACK));
      var away = life.paused() - stoodStill;
      if (!answered && away == 0 && !life.isDead() && life.pausedUntil() <= begun)
        world.checker().violated("I10", "a read of " + session.label + " is not answered");
      return answered ? Optional.of(asked.answer().join()) : Optional.empty();
    } catch (CompletionException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void revoke(SimulatedNode node) {
    var asked =
        node.ask(
            "revoke " + session.label,
            rooms -> rooms.revoking().revoke(Workspace.DEFAULT, session.id));
    try {
      if (world.strands().await(asked.answer(), LONGEST_READ) && asked.answer().join())
        session.revokedAt = world.strands().nanos();
    } catch (CompletionException noAnswer) {
      // the client does not know how it ended
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
