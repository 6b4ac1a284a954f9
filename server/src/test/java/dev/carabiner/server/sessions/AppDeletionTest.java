package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.LeavingApps;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.simulation.MemorySessionStore;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppDeletionTest {
  private static final int MANY = 350;
  private static final AppKey APP = new AppKey("acme");

  private final RandomValues random = new RandomValues();
  private final SessionStore store = new MemorySessionStore(InstantSource.system());

  /// The same thread has other work: a refresh that is due waits for no deletion.
  @Test
  void one_round_of_a_deletion_does_no_more_than_a_batch() {
    for (var i = 0; i < MANY; i++) insert();
    var deletion = deletion();
    var rounds = 0;
    for (var before = MANY; before > 0; rounds++) {
      deletion.run();
      var left = store.liveOfApp(APP, MANY).size();
      assertThat(before - left).isBetween(1, 100);
      before = left;
    }
    assertThat(rounds).isEqualTo(4);
  }

  private AppDeletion deletion() {
    var vault = new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of()));
    var month = Duration.ofDays(30);
    var revoking =
        new Revoking(store, vault, new Events(random), random, new Retention(month, month, month));
    return new AppDeletion(new Leaving(), store, revoking, Duration.ZERO);
  }

  private void insert() {
    var now = store.now();
    var session =
        Session.pending(
            new Session.Key(Workspace.DEFAULT, APP, new SessionId(random.next())),
            new Owner(Optional.of("user"), Optional.empty()),
            ProviderGrant.none(List.of()),
            now,
            now.plusSeconds(3600));
    assertThat(store.commit(Change.of(new Change.Step.InsertSession(session)))).isTrue();
  }

  private static final class Leaving implements LeavingApps {
    @Override
    public boolean leave(Workspace workspace, AppKey key) {
      return true;
    }

    @Override
    public List<AppKey> all() {
      return List.of(APP);
    }

    @Override
    public boolean remove(AppKey key, Duration grace) {
      return false;
    }
  }
}
