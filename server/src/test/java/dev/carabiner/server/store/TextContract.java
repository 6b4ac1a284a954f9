package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.SessionFilter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Texts from outside.
interface TextContract extends DatabaseContract {

  @Test
  default void texts_that_a_database_cannot_hold_break_nothing() {
    var examples = new Examples(sessions());
    var broken = "a\0b\ud800c";
    var account = new ProviderAccount(broken, Optional.of(broken), Optional.of(broken));
    var session =
        examples.inserted(
            examples.connected(
                new Owner(Optional.of("user 1"), Optional.empty()), Optional.of(account)));
    assertThat(examples.stored(session).grant().account().orElseThrow().name())
        .contains("a\uFFFDb?c");
    assertThat(
            sessions().replaceMetadata(examples.workspace, session.key().id(), Map.of("a", broken)))
        .isTrue();
    assertThat(
            sessions()
                .grantIsShared(session.key(), Set.of(session.key().app()), Optional.of(account)))
        .isTrue();
    assertThat(sessions().ofUser(examples.workspace, broken, 1)).isEmpty();
    assertThat(store().clients().find(broken)).isEmpty();
    var filter =
        new SessionFilter(
            Optional.of(broken), Optional.of(broken), Optional.of(broken), SessionFilter.LIVE);
    assertThat(sessions().list(examples.workspace, filter, Optional.empty(), 1)).isEmpty();
  }
}
