package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.compat.CertifiedProvider;
import dev.carabiner.compat.Eventually;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Three nodes with a certified provider that ends a grant whose spent refresh token comes again.
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertifiedClusterTest {
  private static final int NODES = 3;
  private static final int READS = 1_000;

  private CertifiedProvider provider;
  private Cluster cluster;

  @BeforeAll
  void open(@TempDir Path folder) {
    cluster = Cluster.open(folder, NODES, Cluster.LIFE, this::listing);
  }

  private Optional<Listing> listing(URI url) {
    provider =
        CertifiedProvider.start(
            url.resolve("/connected_apps/callback/" + Listing.CERTIFIED), Cluster.LIFE);
    return Optional.of(Listing.certified(provider.issuer()));
  }

  @AfterAll
  void close() {
    cluster.close();
    provider.close();
  }

  @Test
  void a_thousand_reads_at_expiry_make_one_refresh() {
    race(3);
  }

  @Test
  @Tag("long")
  void two_hundred_times_a_thousand_reads_make_two_hundred_refreshes() {
    race(200);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "claim:after, KEPT",
    "journal:1:after, KEPT",
    "refresh:answered, NAMED",
    "journal:2:after, KEPT",
    "refresh:after, KEPT"
  })
  void a_node_that_dies_loses_only_what_it_names(String point, Fate expected) {
    var session = connect();
    var old = token(session);
    var revoked = provider.count(CertifiedProvider.REVOKED);
    cluster.pass(Cluster.LIFE);
    cluster.node(0).dieAt(point);
    assertThatThrownBy(() -> cluster.read(0, session)).isInstanceOf(UncheckedIOException.class);
    cluster.node(0).awaitDeath();
    cluster.node(0).restart();
    if (expected == Fate.KEPT) {
      Eventually.holds("the token is new", () -> cluster.read(1, session).status() == 200);
      assertThat(token(session)).isNotEqualTo(old);
      assertThat(provider.resource().opensFor(token(session))).isTrue();
      assertThat(provider.count(CertifiedProvider.REVOKED)).isEqualTo(revoked);
    } else {
      Eventually.holds(
          "the loss is named", () -> cluster.read(1, session).reason().equals("rotation_lost"));
    }
    Figures.note(
        "kill at " + point,
        "oidc-provider",
        1,
        expected == Fate.KEPT ? 1 : 0,
        expected == Fate.KEPT ? 0 : 1,
        0);
  }

  @Test
  void of_two_sessions_of_one_account_one_is_revoked_and_the_other_still_refreshes() {
    var one = connect();
    var other = connect();
    var old = token(other);
    assertThat(cluster.api.revoke(cluster.node(0).address(), one).status()).isEqualTo(200);
    cluster.pass(Cluster.LIFE);
    assertThat(token(other)).isNotEqualTo(old);
    assertThat(provider.resource().opensFor(token(other))).isTrue();
  }

  private void race(int rounds) {
    var session = connect();
    var before = provider.count(CertifiedProvider.REFRESH);
    for (var round = 1; round <= rounds; round++) {
      var old = token(session);
      cluster.pass(Cluster.LIFE);
      var answers =
          IntStream.range(0, READS)
              .mapToObj(read -> cluster.api.reading(cluster.node(read % NODES).address(), session))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(answers.stream().map(answer -> answer.text("access_token")).distinct())
          .hasSize(1)
          .doesNotContain(old);
      assertThat(provider.count(CertifiedProvider.REFRESH)).isEqualTo(before + round);
    }
    assertThat(provider.resource().opensFor(token(session))).isTrue();
    Figures.note("1,000 reads on 3 nodes at expiry", "oidc-provider", rounds, rounds, 0, 0);
  }

  private String connect() {
    return cluster.connect(1, Listing.CERTIFIED, cluster.newUser(), "ada");
  }

  private String token(String session) {
    var answer = cluster.read(1, session);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.text("access_token");
  }
}
