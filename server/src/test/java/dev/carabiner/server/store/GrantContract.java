package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Sessions that share one grant of the provider, and the newest of them.
interface GrantContract extends StoreContract {

  @Test
  default void a_grant_is_shared_with_live_sessions_of_the_same_or_an_unknown_account() {
    var known = new Examples(sessions());
    var account = Optional.of(known.account);
    var live = known.inserted(known.connected());
    assertThat(isShared(live, account)).isTrue();
    sessions().delete(live.key());
    var session = known.inserted(known.connected().revoked(known.now));

    known.inserted(known.connected(known.owner, Optional.of(account("another"))));
    known.inserted(known.pending());
    known.inserted(known.connected().revoked(known.now));
    known.inserted(known.connected().expired(Reason.NOT_CONFIRMED, known.now));
    known.inserted(known.connected().needsReconnect(Reason.GRANT_REVOKED));
    assertThat(isShared(session, account)).isFalse();
    assertThat(isShared(session, Optional.empty())).isTrue();

    for (var sharing :
        new Session[] {
          known.connected(known.owner, Optional.empty()),
          known.connected().needsReconnect(Reason.ROTATION_LOST)
        }) {
      known.inserted(sharing);
      assertThat(isShared(session, account)).isTrue();
      sessions().delete(sharing.key());
      assertThat(isShared(session, account)).isFalse();
    }
  }

  @Test
  default void a_grant_is_shared_with_a_flow_that_holds_one_unconfirmed() {
    var examples = new Examples(sessions());
    var account = Optional.of(examples.account);
    var session = examples.inserted(examples.connected().needsReconnect(Reason.GRANT_REVOKED));
    var other = examples.inserted(examples.pending());
    hold(examples, session, account);
    assertThat(isShared(session, account)).isFalse();
    hold(examples, other, Optional.of(account("another")));
    assertThat(isShared(session, account)).isFalse();
    assertThat(isShared(session, Optional.empty())).isTrue();
    hold(examples, other, account);
    assertThat(isShared(session, account)).isTrue();
  }

  private void hold(Examples examples, Session session, Optional<ProviderAccount> account) {
    var confirmation =
        new Flow.Confirmation(
            Optional.empty(), examples.now, Optional.empty(), Optional.of(examples.grant(account)));
    var step = new Flow.Step.Granted(Examples.random(), Optional.of(confirmation));
    var change = Change.of(new Step.InsertFlow(examples.flow(session, step)));
    assertThat(sessions().commit(change)).isTrue();
  }

  private boolean isShared(Session session, Optional<ProviderAccount> account) {
    return sessions().grantIsShared(session.key(), Set.of(session.key().app()), account);
  }

  @Test
  default void a_grant_is_shared_among_the_apps_that_are_one_client_at_the_provider() {
    var one = new Examples(sessions());
    var other = new Examples(sessions());
    other.inserted(other.connected());
    var session = one.inserted(one.connected().revoked(one.now));
    var account = Optional.of(one.account);
    var both = Set.of(one.app, other.app);
    assertThat(sessions().grantIsShared(session.key(), both, account)).isTrue();
    assertThat(sessions().grantIsShared(session.key(), both, Optional.of(account("another"))))
        .isFalse();
    assertThat(sessions().grantIsShared(session.key(), Set.of(), account)).isFalse();
  }

  @Test
  default void a_grant_is_not_shared_with_another_app() {
    var one = new Examples(sessions());
    var other = new Examples(sessions());
    other.inserted(other.connected());
    var session = one.inserted(one.connected().revoked(one.now));
    assertThat(isShared(session, Optional.of(one.account))).isFalse();
    assertThat(isShared(session, Optional.empty())).isFalse();
  }

  private static ProviderAccount account(String id) {
    return new ProviderAccount(id, Optional.empty(), Optional.empty());
  }

  @Test
  default void a_newer_session_succeeds_the_live_ones_of_the_same_owner_and_account() {
    var examples = new Examples(sessions());
    var older = examples.inserted(examples.connected());
    var broken = examples.inserted(examples.connected().needsReconnect(Reason.GRANT_REVOKED));
    var revoked = examples.inserted(examples.connected().revoked(examples.now));
    var another =
        examples.inserted(examples.connected(examples.owner, Optional.of(account("another"))));
    var organisations =
        examples.inserted(
            examples.connected(
                new Owner(examples.owner.userId(), Optional.of("org")),
                Optional.of(examples.account)));
    var elsewhere = new Examples(sessions());
    var foreign = elsewhere.inserted(elsewhere.connected());
    var newer = examples.connected();
    var change = Change.of(new Step.InsertSession(newer), new Step.Supersede(newer));
    assertThat(sessions().commit(change)).isTrue();

    assertThat(examples.stored(older).supersededBy()).contains(newer.key().id());
    assertThat(examples.stored(older).renewal()).isEqualTo(older.renewal());
    assertThat(examples.stored(broken).supersededBy()).contains(newer.key().id());
    assertThat(examples.stored(newer)).isEqualTo(newer);
    for (var session : new Session[] {revoked, another, organisations})
      assertThat(examples.stored(session)).isEqualTo(session);
    assertThat(elsewhere.stored(foreign)).isEqualTo(foreign);
  }

  @Test
  default void a_connection_of_an_organisation_is_succeeded_whoever_made_it() {
    var examples = new Examples(sessions());
    var account = Optional.of(examples.account);
    var organisation = Optional.of("org");
    var older =
        examples.inserted(examples.connected(new Owner(Optional.of("ada"), organisation), account));
    var newer = examples.connected(new Owner(Optional.of("bob"), organisation), account);
    sessions().commit(Change.of(new Step.InsertSession(newer), new Step.Supersede(newer)));
    assertThat(examples.stored(older).supersededBy()).contains(newer.key().id());
  }

  @Test
  default void a_mended_session_has_no_successor_any_more() {
    var examples = new Examples(sessions());
    var first = examples.inserted(examples.connected());
    var second = examples.connected();
    sessions().commit(Change.of(new Step.InsertSession(second), new Step.Supersede(second)));
    var mended = first.connected(first.grant(), examples.now);
    var change = Change.of(new Step.ReplaceSession(first, mended), new Step.Supersede(mended));
    assertThat(sessions().commit(change)).isTrue();
    assertThat(examples.stored(first).supersededBy()).isEqualTo(Optional.<SessionId>empty());
    assertThat(examples.stored(second).supersededBy()).contains(first.key().id());
  }

  @Test
  default void a_session_of_an_unknown_account_succeeds_nothing() {
    var examples = new Examples(sessions());
    var older = examples.inserted(examples.connected(examples.owner, Optional.empty()));
    var newer = examples.connected(examples.owner, Optional.empty());
    var change = Change.of(new Step.InsertSession(newer), new Step.Supersede(newer));
    assertThat(sessions().commit(change)).isTrue();
    assertThat(examples.stored(older)).isEqualTo(older);
  }
}
