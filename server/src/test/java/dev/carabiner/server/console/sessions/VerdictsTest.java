package dev.carabiner.server.console.sessions;

import static dev.carabiner.server.console.sessions.Told.NOW;
import static dev.carabiner.server.console.sessions.Told.ago;
import static dev.carabiner.server.console.sessions.Told.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.console.sessions.Situation.Trouble;
import dev.carabiner.server.console.sessions.Verdict.Act;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every row of the table of sentences that begins with `connected` or `needs_reconnect`.
class VerdictsTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private static void says(Told told, Tone tone, String headline, String words, Act... acts) {
    var verdict = told.verdict();
    assertThat(verdict.headline()).isEqualTo(headline);
    assertThat(verdict.told()).isEqualTo(words);
    assertThat(verdict.tone()).isEqualTo(tone);
    assertThat(verdict.acts()).containsExactly(acts);
  }

  @Test
  void what_works_says_until_when_and_that_it_is_renewed() {
    says(
        Told.works(),
        Tone.OK,
        "This connection works.",
        "The access token is good until 13:52 and is renewed by itself. No end of the grant is in sight.",
        Act.REFRESH,
        Act.RECONNECT_LINK,
        Act.REVOKE);
  }

  @Test
  void a_token_without_end_has_nothing_to_renew() {
    says(
        Told.connected(Optional.empty(), false, "a", "b"),
        Tone.OK,
        "This connection works.",
        "Google's tokens have no end date, so there is nothing to renew.",
        Act.RECONNECT_LINK,
        Act.REVOKE);
  }

  @Test
  void without_a_refresh_token_it_works_until_its_token_ends() {
    says(
        Told.connected(Optional.of(in(26)), false, "a", "b"),
        Tone.WARN,
        "This connection works until 13:52.",
        "Google gave no refresh token, so it ends then. Reconnect before that; ask for offline access in Calendar to avoid it.",
        Act.RECONNECT_LINK,
        Act.OPEN_APP);
  }

  @Test
  void a_grant_that_ends_says_when_and_why() {
    var end = ago(34).plus(WEEK);
    says(
        Told.works().ending(end, Optional.of(WEEK), Optional.empty()),
        Tone.WARN,
        "This connection works, and ends on 19 January 2027.",
        "Google ends grants after 7 days. Reconnecting starts anew.",
        Act.RECONNECT_LINK);
    assertThat(Told.works().ending(end, Optional.empty(), Optional.of(WEEK)).verdict().told())
        .isEqualTo(
            "Google ends grants after 7 days without use, and keep-alive is off. Reconnecting starts anew.");
    assertThat(Told.works().ending(end, Optional.empty(), Optional.empty()).verdict().told())
        .isEqualTo("Google said so when it gave the grant. Reconnecting starts anew.");
  }

  @Test
  void missing_scopes_are_named() {
    says(
        Told.connected(Optional.of(in(26)), true, "a"),
        Tone.WARN,
        "This connection works, with fewer rights than Calendar asks for.",
        "Missing: b. A reconnect asks Mia Chen again.",
        Act.RECONNECT_LINK);
  }

  @Test
  void an_outage_is_nothing_to_do_while_the_stored_token_lives() {
    says(
        Told.works().troubled(new Trouble.Silent(ago(6))),
        Tone.WARN,
        "This connection works from the stored token.",
        "Google has not answered since 13:20. The token is good until 13:52; we ask again every 30 seconds. Nothing to do.",
        Act.VIEW_PROVIDER);
    says(
        Told.works().troubled(new Trouble.ToldToWait(in(4))),
        Tone.WARN,
        "This connection works from the stored token.",
        "Google asked us to wait until 13:30. Nothing to do.",
        Act.VIEW_PROVIDER);
  }

  @Test
  void a_refusal_that_decides_nothing_yet_says_when_the_provider_is_asked_again() {
    says(
        Told.works().troubled(new Trouble.Declined("invalid_grant", ago(1), Optional.of(in(1)))),
        Tone.WARN,
        "This connection works from the stored token.",
        "Google refused to renew it at 13:25 with “invalid_grant”. That decides nothing yet: it is asked once more at 13:27.",
        Act.REFRESH,
        Act.RECONNECT_LINK);
  }

  @Test
  void an_outage_that_outlasts_the_token_waits_for_the_provider_and_for_nobody_else() {
    says(
        Told.ended().troubled(new Trouble.Silent(ago(20))),
        Tone.BAD,
        "This connection waits for Google.",
        "Google has not answered since 13:06, and the stored token ended at 13:09. Reads work again within 30 seconds of Google coming back. Nobody needs to reconnect.",
        Act.VIEW_PROVIDER);
    assertThat(Told.ended().troubled(new Trouble.ToldToWait(in(4))).verdict().headline())
        .isEqualTo("This connection waits for Google.");
  }

  @Test
  void refused_credentials_are_the_apps_matter() {
    var alarm =
        new AppAlarm(
            Workspace.DEFAULT, new AppKey("calendar"), "f", "invalid_client", ago(6), in(1));
    var told =
        "Since 13:20 Google refuses the client credentials of Calendar, for all 12 sessions. Replace the secret and they carry on; nobody needs to reconnect.";
    var trouble = new Trouble.Credentials(alarm, "12 sessions");
    says(
        Told.ended().troubled(trouble),
        Tone.BAD,
        "This connection waits for Calendar.",
        told,
        Act.REPLACE_SECRET);
    says(
        Told.works().troubled(trouble),
        Tone.BAD,
        "This connection works until 13:52.",
        told,
        Act.REPLACE_SECRET);
  }

  @Test
  void a_superseded_session_leads_to_the_newer_one() {
    says(
        Told.works().superseded(),
        Tone.WARN,
        "This connection works, and a newer one has taken its place.",
        "Mia Chen connected the same Google account again at 12:26. This one is no longer renewed ahead. Move to the newer session, then revoke this one.",
        Act.OPEN_NEWER,
        Act.REVOKE);
  }

  private static Told broken(Told told, Reason why) {
    return told.as(told.session().needsReconnect(why));
  }

  @Test
  void a_withdrawn_grant_says_since_when_and_who_can_bring_it_back() {
    says(
        broken(Told.ended(), Reason.GRANT_REVOKED).refusedAt(ago(180)),
        Tone.BAD,
        "This connection does not work: Google says the grant is no longer valid.",
        "Since 10:26, 3 hours ago. Usually the person removed access in their Google account, or their administrator did. The last stored token ended at 13:09. Only Mia Chen can bring it back. Send them a reconnect link: the session keeps its ID, your program changes nothing.",
        Act.RECONNECT_LINK,
        Act.REVOKE);
  }

  @Test
  void a_broken_session_whose_token_lives_is_about_to_stop() {
    var verdict = broken(Told.works(), Reason.GRANT_REVOKED).refusedAt(ago(180)).verdict();

    assertThat(verdict.headline())
        .isEqualTo("This connection is about to stop: Google says the grant is no longer valid.");
    assertThat(verdict.told()).startsWith("Reads work until 13:52. Since 10:26, 3 hours ago.");
    assertThat(verdict.acts()).containsExactly(Act.RECONNECT_LINK);
  }

  @Test
  void a_lost_token_is_nobodys_fault() {
    var doubt = Told.ended();
    var inDoubt =
        doubt.session().notRenewed(NOW, Optional.empty(), Optional.of(ago(30)), Optional.empty());
    says(
        doubt.as(inDoubt.needsReconnect(Reason.ROTATION_LOST)),
        Tone.BAD,
        "This connection does not work: a new token got lost on the way.",
        "At 12:56 Google got our request and we got no usable answer; Google then refused the old token, as it does after one use. Mia Chen must reconnect. If Google's late answer still turns up, it is connected again by itself.",
        Act.RECONNECT_LINK,
        Act.SEE_EXCHANGE);
  }

  @Test
  void a_token_that_nothing_renews_ends_again_in_the_same_way() {
    var told = Told.connected(Optional.of(ago(4)), false, "a", "b");
    says(
        broken(told, Reason.NO_REFRESH_TOKEN),
        Tone.BAD,
        "This connection does not work: its token ended and Google gave nothing to renew it with.",
        "Since 13:22, 4 minutes ago. Mia Chen must reconnect; it will end again after 30 minutes unless Calendar asks for offline access.",
        Act.RECONNECT_LINK,
        Act.OPEN_APP);
  }

  @Test
  void a_token_that_does_not_open_is_checked_first() {
    says(
        broken(Told.ended(), Reason.DATA_CORRUPT),
        Tone.BAD,
        "This connection does not work: its stored token cannot be opened.",
        "The row does not match its seal: a wrong master key, a partial restore, or a changed row. Run doctor first; if others are affected, restore. Otherwise Mia Chen reconnects.",
        Act.RECONNECT_LINK);
  }

  @Test
  void any_other_reason_is_the_providers_word() {
    says(
        broken(Told.ended(), new Reason("interaction_required")).refusedAt(ago(2)),
        Tone.BAD,
        "This connection does not work: Google refused to renew it.",
        "Since 13:24, 2 minutes ago. Google answered “interaction_required”. Mia Chen must reconnect.",
        Act.RECONNECT_LINK);
  }
}
