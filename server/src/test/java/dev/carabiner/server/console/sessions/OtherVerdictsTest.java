package dev.carabiner.server.console.sessions;

import static dev.carabiner.server.console.sessions.Told.NOW;
import static dev.carabiner.server.console.sessions.Told.ago;
import static dev.carabiner.server.console.sessions.Told.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.console.sessions.Verdict.Act;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Revocation.Receipt;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The rows of the table of sentences that begin with `pending`, `expired` or `revoked`.
class OtherVerdictsTest {
  private static void says(Told told, String headline, String words, Act... acts) {
    var verdict = told.verdict();
    assertThat(verdict.headline()).isEqualTo(headline);
    assertThat(verdict.told()).isEqualTo(words);
    assertThat(verdict.tone()).isEqualTo(Tone.IDLE);
    assertThat(verdict.acts()).containsExactly(acts);
  }

  @Test
  void what_is_not_connected_yet_says_where_it_hangs() {
    says(
        Told.pending().at(new Flow.Step.Open()),
        "Not connected yet: the link has not been opened.",
        "Made 2 minutes ago; it opens until 14:24. Nothing to do.",
        Act.REVOKE);
    says(
        Told.pending()
            .at(
                new Flow.Step.Sent(
                    "s",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    "u",
                    in(9),
                    Optional.empty())),
        "Not connected yet: Mia Chen has not come back from Google.",
        "Sent on at 13:25. Without an answer it expires at 13:35.",
        Act.REVOKE);
    var confirmation =
        new Flow.Confirmation(Optional.of("c"), in(2), Optional.empty(), Optional.empty());
    says(
        Told.pending().at(new Flow.Step.Granted("s", Optional.of(confirmation))),
        "Not connected yet: your back end has not confirmed.",
        "Mia Chen said yes. Nothing can be read until complete is called; after 13:28 it is wiped.",
        Act.SEE_EXCHANGE);
  }

  private static Told expired(Reason why) {
    var told = Told.pending();
    return told.as(told.session().expired(why, in(60)))
        .with(
            new Situation.History(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ago(5))));
  }

  @Test
  void what_never_connected_says_why() {
    says(
        expired(Reason.LINK_EXPIRED),
        "Never connected: nobody finished before the link ran out.",
        "At 13:21. Ask for a new link; this session stays as it is.");
    says(
        expired(Reason.ACCESS_DENIED),
        "Never connected: Mia Chen said no.",
        "At 13:21, at Google.");
    assertThat(
            expired(Reason.ACCESS_DENIED)
                .at(new Flow.Step.Failed(Optional.empty(), "access_denied", "no"))
                .verdict()
                .told())
        .isEqualTo("At 13:21, on our page, with “This is not me”.");
    says(
        expired(Reason.EXCHANGE_UNKNOWN),
        "Never connected: Google's last answer did not arrive.",
        "At 13:21. We do not send a code twice. Mia Chen tries again through a new link.",
        Act.SEE_EXCHANGE);
    says(
        expired(Reason.PROVIDER_ERROR)
            .at(new Flow.Step.Failed(Optional.of("s"), "invalid_scope", "no")),
        "Never connected: Google answered with an error.",
        "At 13:21: “invalid_scope”, the provider answered with an error.",
        Act.SEE_EXCHANGE);
  }

  private static Told revoked(Receipt receipt, Optional<String> page) {
    var told = Told.works();
    var queued =
        new Revocation(
            "r",
            told.session().key(),
            Optional.empty(),
            Optional.empty(),
            false,
            Revocation.Standing.queued(NOW, in(1)),
            Optional.empty());
    var revocation = receipt == Receipt.QUEUED ? queued : queued.ended(receipt, NOW, "why", page);
    return told.as(told.session().revoked(in(60)))
        .with(
            new Situation.History(
                Optional.empty(), Optional.empty(), Optional.of(revocation), Optional.of(ago(5))));
  }

  @Test
  void what_was_revoked_says_what_the_provider_knows() {
    var begins = "At 13:21. No token is kept. ";
    var none = Optional.<String>empty();
    says(
        revoked(Receipt.REVOKED_AT_PROVIDER, none),
        "This connection was revoked.",
        begins + "Google confirmed it.");
    assertThat(revoked(Receipt.QUEUED, none).verdict().told())
        .isEqualTo(begins + "Google is being told; try 1 at 13:27.");
    assertThat(revoked(Receipt.FAILED, Optional.of("https://google.example/apps")).verdict().told())
        .isEqualTo(
            begins
                + "Google refused, so Mia Chen should remove it at https://google.example/apps.");
    assertThat(revoked(Receipt.UNSUPPORTED, none).verdict().told())
        .isEqualTo(begins + "Google has no way to be told, so Mia Chen should remove it there.");
    assertThat(revoked(Receipt.UNCERTAIN, none).verdict().told())
        .isEqualTo(begins + "We do not know whether Google heard us.");
    assertThat(revoked(Receipt.SHARED_GRANT, none).verdict().told())
        .isEqualTo(begins + "Another session shares the grant, so Google was not told.");
    assertThat(revoked(Receipt.NOT_WANTED, none).verdict().told())
        .isEqualTo(begins + "Calendar is set never to tell Google.");
  }
}
