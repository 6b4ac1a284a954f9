package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.store.StoreSettings;
import dev.carabiner.server.store.Stores;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MassRevokingTest {
  private static final int MANY = 600;
  private static final SessionFilter ALL =
      new SessionFilter(
          Optional.empty(), Optional.empty(), Optional.of("crm"), MassRevoking.REVOCABLE);

  @TempDir Path folder;
  private final RandomValues random = new RandomValues();
  private final Vault vault =
      new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of()));
  private Store database;
  private SessionStore store;
  private MassRevoking mass;

  @BeforeEach
  void open() {
    database =
        Stores.open(StoreSettings.parse("sqlite:carabiner.db", folder), InstantSource.system());
    store = database.sessions();
    var month = Duration.ofDays(30);
    var revoking =
        new Revoking(store, vault, new Events(random), random, new Retention(month, month, month));
    mass = new MassRevoking(store, revoking);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void while_many_are_revoked_no_read_finds_a_token_of_one_that_was_reported() throws Exception {
    for (var i = 0; i < MANY; i++) connect();
    var reported = ConcurrentHashMap.<SessionId>newKeySet();
    var goingOn = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reader = threads.submit(() -> readWhile(goingOn, reported));
      revokeAll(reported);
      goingOn.set(false);
      assertThat(reader.get()).isEmpty();
    }
    assertThat(reported).hasSize(MANY);
    assertThat(store.list(Workspace.DEFAULT, ALL, Optional.empty(), 1)).isEmpty();
  }

  @Test
  void every_report_has_a_receipt_that_is_queued_and_survives_its_session() {
    var session = connect();

    var report = mass.revoke(Workspace.DEFAULT, ALL, Optional.empty(), 10).reports().getFirst();
    store.delete(session.key());

    assertThat(report.revoked()).isTrue();
    assertThat(report.receipt().orElseThrow().receipt()).isEqualTo(Revocation.Receipt.QUEUED);
    assertThat(store.newestRevocation(Workspace.DEFAULT, session.key().id()))
        .isEqualTo(report.receipt());
  }

  @Test
  void a_refresh_token_that_came_late_is_revoked_with_the_session() {
    var session = connect();
    var generation = session.renewal().generation();
    var orphan = vault.seal(Secret.of("late"), session.key().binding("orphan", generation));
    store.commit(Change.of(new Change.Step.KeepOrphan(session.key(), generation, orphan)));

    mass.revoke(Workspace.DEFAULT, ALL, Optional.empty(), 10);

    var told = new HashSet<String>();
    for (var revocation : store.takeDueRevocations(Duration.ofMinutes(1), 10, java.util.Set.of()))
      told.add(
          vault
              .open(
                  revocation.tokens().orElseThrow().refreshToken().orElseThrow(),
                  Revocation.binding(revocation.session(), revocation.id(), "refresh_token"))
              .reveal(dev.carabiner.vault.Reveal.TO_SEAL));
    assertThat(told).containsExactlyInAnyOrder("late", "refresh");
  }

  private void revokeAll(java.util.Set<SessionId> reported) {
    var cursor = Optional.<PageCursor>empty();
    do {
      var page = mass.revoke(Workspace.DEFAULT, ALL, cursor, 50);
      page.reports().forEach(report -> reported.add(report.session()));
      cursor = page.next();
    } while (cursor.isPresent());
  }

  private List<SessionId> readWhile(AtomicBoolean goingOn, java.util.Set<SessionId> reported) {
    var alive = new ArrayList<SessionId>();
    while (goingOn.get())
      for (var id : reported)
        if (!(store.find(Workspace.DEFAULT, id).orElseThrow().session().state()
            instanceof SessionState.Revoked)) alive.add(id);
    return alive;
  }

  private Session connect() {
    var now = store.now();
    var key = new Session.Key(Workspace.DEFAULT, new AppKey("crm"), new SessionId(random.next()));
    var access = vault.seal(Secret.of("access"), key.binding("access_token", 1));
    var refresh = vault.seal(Secret.of("refresh"), key.binding("refresh_token", 1));
    var tokens =
        new TokenSet(access, Optional.of(refresh), now, Optional.of(now.plusSeconds(3600)));
    var grant = ProviderGrant.none(List.of()).withTokens(Optional.of(tokens));
    var owner = new Owner(Optional.of("ada"), Optional.empty());
    var session =
        Session.pending(key, owner, ProviderGrant.none(List.of()), now, now).connected(grant, now);
    assertThat(store.commit(Change.of(new Change.Step.InsertSession(session)))).isTrue();
    return session;
  }
}
