package dev.carabiner.server.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final Written store = new Written();
  private final Reads reads = new Reads();

  /// Remembers what it was given.
  private static final class Written implements CareStore {
    private final List<Read> reads = new ArrayList<>();

    @Override
    public void noteReads(List<Read> given) {
      reads.addAll(given);
    }

    @Override
    public List<Look> takeLooks(Duration lease, int limit) {
      return List.of();
    }

    @Override
    public void lookAgain(Look look, Optional<Instant> at) {
      throw new IllegalStateException("nobody looks");
    }

    @Override
    public boolean foresee(Look look, Instant end, Change.Step.RecordEvent event) {
      return false;
    }

    @Override
    public boolean takeCheck(Session session) {
      return false;
    }
  }

  @Test
  void many_reads_of_one_token_are_written_once_with_the_time_for_its_refresh() {
    var session = session(Duration.ofHours(1));
    for (var second = 0; second < 100; second++) reads.note(at(session, second));
    reads.flush(store, START.plusSeconds(100));
    for (var second = 100; second < 200; second++) reads.note(at(session, second));
    reads.flush(store, START.plusSeconds(200));

    assertThat(store.reads).hasSize(1);
    var written = store.reads.getFirst();
    assertThat(written.at()).isEqualTo(START.plusSeconds(99));
    assertThat(written.look().orElseThrow())
        .isBetween(START.plusSeconds(50 * 60), START.plusSeconds(59 * 60));
  }

  @Test
  void a_new_token_and_an_hour_are_written_again() {
    var session = session(Duration.ofHours(3));
    reads.note(at(session, 0));
    reads.flush(store, START.plusSeconds(20));
    reads.note(at(session, 3601));
    reads.flush(store, START.plusSeconds(3601));
    var renewed = session.renewed(session.grant(), START.plusSeconds(3602));
    reads.note(at(renewed, 3603));
    reads.flush(store, START.plusSeconds(3630));

    assertThat(store.reads).extracting(CareStore.Read::generation).containsExactly(1L, 1L, 2L);
  }

  @Test
  void nothing_is_written_more_often_than_every_twenty_seconds() {
    reads.flush(store, START);
    reads.note(at(session(Duration.ofHours(1)), 1));
    reads.flush(store, START.plusSeconds(19));
    assertThat(store.reads).isEmpty();
    reads.flush(store, START.plusSeconds(20));
    assertThat(store.reads).hasSize(1);
  }

  private static Reading at(Session session, long seconds) {
    return new Reading(session, START.plusSeconds(seconds));
  }

  private static Session session(Duration life) {
    var key =
        new Session.Key(
            Workspace.DEFAULT, new AppKey("acme"), new SessionId(new RandomValues().next()));
    var token = Sealed.of("x".getBytes(UTF_8));
    var grant =
        new ProviderGrant(
            Optional.of(
                new TokenSet(token, Optional.of(token), START, Optional.of(START.plus(life)))),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var owner = new Owner(Optional.of("56"), Optional.empty());
    return Session.pending(key, owner, ProviderGrant.none(List.of()), START, START)
        .connected(grant, START);
  }
}
