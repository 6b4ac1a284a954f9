package dev.carabiner.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshWordsTest {
  private static final Instant NOW = Instant.parse("2027-01-01T12:00:00.123Z");
  private static final TokenReply IN_DOUBT = new TokenReply.InDoubt("the deadline passed");
  private static final TokenReply DEAD = new TokenReply.Dead("invalid_grant");

  private final Session before =
      Session.pending(
              new Session.Key(
                  Workspace.DEFAULT,
                  new AppKey("notes"),
                  SessionId.parse("A".repeat(43)).orElseThrow()),
              new Owner(Optional.of("user 1"), Optional.empty()),
              ProviderGrant.none(List.of()),
              NOW,
              NOW)
          .connected(grant(), NOW);

  private static ProviderGrant grant() {
    var sealed = Sealed.of(new byte[] {1});
    return new ProviderGrant(
        Optional.of(
            new TokenSet(sealed, Optional.of(sealed), NOW, Optional.of(NOW.plusSeconds(3600)))),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private String words(TokenReply reply, Session after) {
    return RefreshWords.of(before, reply, Optional.of(after));
  }

  @Test
  void a_new_token_is_told_with_its_generation_and_its_end() {
    assertThat(words(IN_DOUBT, before.renewed(grant(), NOW)))
        .isEqualTo(
            "The new token is stored as generation 2 and handed out from now on. It is good until"
                + " 2027-01-01T13:00:00Z.");
  }

  @Test
  void a_grant_that_ended_is_told_with_its_reason() {
    assertThat(words(DEAD, before.needsReconnect(Reason.GRANT_REVOKED)))
        .startsWith("The session needs a reconnect, as grant_revoked.");
  }

  @Test
  void what_stays_as_it_is_says_when_the_provider_is_asked_again() {
    var again = NOW.plusSeconds(7);
    var waits = before.notRenewed(again, Optional.of(NOW), Optional.empty(), Optional.of(again));

    assertThat(words(DEAD, waits)).contains("asked once more, not before 2027-01-01T12:00:07Z");
    assertThat(words(IN_DOUBT, waits)).contains("not sent again before 2027-01-01T12:00:07Z");
    assertThat(words(new TokenReply.OursIsWrong("invalid_client"), waits))
        .contains("one alarm for the app");
    assertThat(words(new TokenReply.Refused("invalid_scope"), waits)).contains("the grant stays");
  }

  @Test
  void a_session_that_is_over_or_gone_keeps_nothing() {
    assertThat(words(IN_DOUBT, before.revoked(NOW))).contains("over before the answer came");
    assertThat(RefreshWords.of(before, DEAD, Optional.empty())).contains("gone");
  }
}
