package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.simulation.MemorySessionStore;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What cannot be brought to its end stands in nobody's way.
class RecoveryTest {
  private static final int BETWEEN_LEFT_OVERS = 30;

  private final RandomValues random = new RandomValues();
  private final SessionStore store = new MemorySessionStore(InstantSource.system());
  private final Receipts receipts =
      new Receipts(
          new MemoryJournal(),
          new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of())));
  private final Set<SessionId> broken = new HashSet<>();
  private final List<SessionId> settled = new ArrayList<>();
  private boolean storeIsDown;

  @Test
  void a_receipt_that_cannot_be_replayed_stops_no_other_and_stays() {
    var first = abandoned();
    var bad = abandoned();
    var last = abandoned();
    broken.add(bad);
    recovery().replay();
    assertThat(settled).containsExactly(first, last);
    assertThat(openOnes()).containsExactly(bad);
  }

  @Test
  void what_was_left_over_is_tried_again_now_and_then() {
    var bad = abandoned();
    broken.add(bad);
    var recovery = recovery();
    recovery.watch(true);
    broken.clear();
    for (var round = 0; round < BETWEEN_LEFT_OVERS; round++) recovery.watch(true);
    assertThat(settled).containsExactly(bad);
    assertThat(openOnes()).isEmpty();
  }

  @Test
  void a_claim_that_cannot_be_settled_stops_neither_the_start_nor_the_others() {
    var first = claimed("somebody");
    var bad = claimed("somebody");
    var last = claimed("somebody");
    broken.add(bad);
    recovery().atStart();
    assertThat(settled).containsOnlyOnce(first, last);
    assertThat(store.claimed(Optional.empty(), 10).stream().map(each -> each.key().id()))
        .containsExactly(bad);
  }

  @Test
  void while_the_store_is_down_a_replay_ends_and_comes_again() {
    var session = abandoned();
    storeIsDown = true;
    var recovery = recovery();
    assertThatThrownBy(() -> recovery.watch(true)).isInstanceOf(Fault.class);
    recovery.watch(false);
    assertThat(recovery.isBehind()).isTrue();
    storeIsDown = false;
    recovery.watch(true);
    assertThat(settled).containsExactly(session);
    assertThat(recovery.isBehind()).isFalse();
  }

  private Recovery recovery() {
    return new Recovery(receipts, store, true, replay(), replay());
  }

  private <A extends Asked> Recovery.Replay<A> replay() {
    return new Recovery.Replay<>() {
      @Override
      public boolean land(A asked, Receipts.Granted granted) {
        throw new AssertionError("nothing was granted");
      }

      @Override
      public boolean settle(A asked) {
        var id = asked.session().id();
        if (storeIsDown) throw new Fault(FaultCode.STORE_UNAVAILABLE, "was to fail");
        if (broken.contains(id)) throw new IllegalStateException("was to fail");
        store
            .find(asked.session().workspace(), id)
            .map(Reading::session)
            .ifPresent(found ->
                store.commit(Change.of(new Change.Step.ReplaceSession(found, found.released()))));
        settled.add(id);
        return true;
      }

      @Override
      public boolean isForgotten(A asked) {
        return false;
      }
    };
  }

  private SessionId abandoned() {
    var key = key();
    var receipt = receipts.begin();
    receipt.asking(new Asked.Refresh(key, 1, 1, Optional.empty(), Optional.empty()));
    receipt.abandon();
    return key.id();
  }

  private SessionId claimed(String node) {
    var now = store.now();
    var tokens =
        new TokenSet(
            Sealed.of(new byte[] {1}),
            Optional.of(Sealed.of(new byte[] {2})),
            now,
            Optional.empty());
    var grant =
        new ProviderGrant(
            Optional.of(tokens),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var session =
        Session.pending(
                key(),
                new Owner(Optional.of("user"), Optional.empty()),
                ProviderGrant.none(List.of()),
                now,
                now)
            .connected(grant, now);
    assertThat(store.commit(Change.of(new Change.Step.InsertSession(session)))).isTrue();
    assertThat(store.claim(session, node, Duration.ofSeconds(20))).isPresent();
    return session.key().id();
  }

  private Session.Key key() {
    return new Session.Key(Workspace.DEFAULT, new AppKey("acme"), new SessionId(random.next()));
  }

  private List<SessionId> openOnes() {
    return receipts.kept().stream()
        .filter(kept -> !kept.ended())
        .map(kept -> kept.asked().session().id())
        .toList();
  }
}
