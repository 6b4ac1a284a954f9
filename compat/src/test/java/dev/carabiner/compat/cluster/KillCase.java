package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes, the first of which dies in every case.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillCase {
  static final int MORTAL = 0;
  static final int OTHER = 1;

  /// From the start of a node until a loss is named.
  private static final Duration NAMING = Duration.ofSeconds(5);

  Cluster cluster;

  @BeforeAll
  void open(@TempDir Path folder) {
    cluster = Cluster.open(folder, 2);
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  /// How often each case is run.
  abstract int runs();

  /// Runs a case as often as it is to be run, and notes what became of its grants.
  final void all(String name, Policy policy, Supplier<Fate> oneRun, Fate expected) {
    var fates = new ArrayList<Fate>();
    for (var run = 0; run < runs(); run++) fates.add(oneRun.get());
    note(name, policy, fates);
    assertThat(fates).as(name + " " + policy).containsOnly(expected);
  }

  /// Runs a case that no grant is lost in.
  final void times(String name, Policy policy, Runnable oneRun) {
    all(
        name,
        policy,
        () -> {
          oneRun.run();
          return Fate.KEPT;
        },
        Fate.KEPT);
  }

  /// Where the node that dies answers.
  final URI mortal() {
    return cluster.node(MORTAL).address();
  }

  /// A case that failed leaves nodes as it likes; the next one begins with two that run.
  @BeforeEach
  void mend() {
    cluster.nodes().forEach(ServerNode::mend);
  }

  static void note(String name, Policy policy, List<Fate> fates) {
    var named = fates.stream().filter(fate -> fate == Fate.NAMED).count();
    Figures.note(name, policy.key(), fates.size(), fates.size() - named, named, 0);
  }

  /// A session of that provider, whose token is dead.
  final Life expired(Policy policy) {
    var life = connected(policy);
    cluster.pass(Cluster.LIFE);
    return life;
  }

  /// A session of that provider.
  final Life connected(Policy policy) {
    var session = cluster.connect(OTHER, policy);
    var token = cluster.read(OTHER, session).text("access_token");
    return new Life(policy, session, token, Trail.of(cluster.provider(policy).ledger(), token));
  }

  /// One life of a session's token.
  record Life(Policy policy, String session, String token, Trail trail) {}

  /// The first node dies at that point of a read.
  final void dieReading(Life life, String point) {
    dieAt(point, () -> cluster.read(MORTAL, life.session()));
  }

  final void dieAt(String point, Runnable act) {
    cluster.node(MORTAL).dieAt(point);
    assertThatThrownBy(act::run).isInstanceOf(UncheckedIOException.class);
    cluster.node(MORTAL).awaitDeath();
  }

  /// What becomes of the session, by the other node's word; nothing else may become of it.
  final Fate fate(Life life) {
    return Fate.of(cluster, OTHER, life.policy(), life.session());
  }

  /// The same, known at most five seconds after this.
  final Fate fateInTime(Life life) {
    var began = System.nanoTime();
    var fate = fate(life);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(NAMING);
    return fate;
  }

  final boolean opens(Policy policy, String token) {
    return cluster.opens(policy, token);
  }
}
