package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00.123Z");

  private final MemoryJournal journal = new MemoryJournal();
  private final Vault vault = vault("0123456789abcdef0123456789abcdef");
  private final Session.Key session =
      new Session.Key(
          Workspace.DEFAULT, new AppKey("acme"), new SessionId(new RandomValues().next()));
  private final Asked.Refresh refresh =
      new Asked.Refresh(session, 7, 19, Optional.of(START), Optional.of("account"));
  private final Asked.Exchange exchange =
      new Asked.Exchange(session, "link", 3, Optional.of(Secret.of("nonce")));

  @Test
  void what_was_asked_and_granted_is_read_again_by_the_next_life_of_the_node() {
    var receipt = new Receipts(journal, vault).begin();
    receipt.asking(refresh);
    receipt.granted(full(), START);

    var kept = new Receipts(journal, vault).kept().getFirst();

    assertThat(kept.asked()).isEqualTo(refresh);
    assertThat(kept.ended()).isFalse();
    assertThat(kept.underWay()).isFalse();
    var granted = kept.granted().orElseThrow();
    assertThat(granted.start()).isEqualTo(START);
    assertThat(text(granted.grant().accessToken())).isEqualTo("access ü");
    assertThat(granted.grant().refreshToken().map(ReceiptsTest::text)).hasValue("refresh");
    assertThat(granted.grant().idToken().map(ReceiptsTest::text)).hasValue("id");
    assertThat(granted.grant().lifetime()).hasValue(Duration.ofHours(1));
    assertThat(granted.grant().refreshLifetime()).hasValue(Duration.ofDays(9));
    assertThat(granted.grant().scopes()).hasValue(List.of("a", "b"));
    assertThat(text(granted.grant().kept().get("host"))).isEqualTo("api.example.com");
  }

  @Test
  void a_request_without_an_answer_is_read_as_one() {
    new Receipts(journal, vault).begin().asking(exchange);

    var kept = new Receipts(journal, vault).kept().getFirst();

    assertThat(kept.granted()).isEmpty();
    assertThat(kept.asked()).isInstanceOf(Asked.Exchange.class);
    var asked = (Asked.Exchange) kept.asked();
    assertThat(asked.linkHash()).isEqualTo("link");
    assertThat(asked.version()).isEqualTo(3);
    assertThat(asked.nonce().map(ReceiptsTest::text)).hasValue("nonce");
  }

  @Test
  void a_grant_that_says_little_is_read_as_it_was() {
    var receipt = new Receipts(journal, vault).begin();
    receipt.asking(refresh);
    receipt.granted(bare(), START);

    var grant = new Receipts(journal, vault).kept().getFirst().granted().orElseThrow().grant();

    assertThat(grant.refreshToken()).isEmpty();
    assertThat(grant.lifetime()).isEmpty();
    assertThat(grant.scopes()).isEmpty();
    assertThat(grant.kept()).isEmpty();
  }

  @Test
  void nothing_of_it_is_legible_in_the_journal() {
    var receipt = new Receipts(journal, vault).begin();
    receipt.asking(refresh);
    receipt.granted(full(), START);

    for (var record : journal.records())
      assertThat(new String(record.bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("refresh", "acme", session.id().value(), "account");
  }

  @Test
  void one_that_does_not_open_is_left_and_the_others_are_read() {
    new Receipts(journal, vault("another key of the very same len")).begin().asking(refresh);
    new Receipts(journal, vault).begin().asking(exchange);

    assertThat(new Receipts(journal, vault).kept()).hasSize(1);
  }

  @Test
  void this_process_knows_what_it_is_at_until_it_ends_or_abandons_it() {
    var receipts = new Receipts(journal, vault);
    var receipt = receipts.begin();
    assertThat(receipts.mayHaveAsked(refresh)).isFalse();
    receipt.asking(refresh);
    assertThat(receipts.mayHaveAsked(refresh)).isTrue();
    assertThat(receipts.kept().getFirst().underWay()).isTrue();

    receipt.abandon();
    assertThat(receipts.mayHaveAsked(refresh)).as("its answer may be in the journal").isTrue();
    assertThat(receipts.isBehind()).isTrue();
    assertThat(receipts.takeAbandoned()).isTrue();
    assertThat(receipts.takeAbandoned()).isFalse();
    assertThat(receipts.kept().getFirst().ended()).isFalse();
    assertThat(receipts.kept().getFirst().underWay()).isFalse();

    receipts.kept().getFirst().receipt().end();
    assertThat(receipts.mayHaveAsked(refresh)).isFalse();
    assertThat(receipts.isBehind()).isFalse();
    assertThat(receipts.kept().getFirst().ended()).isTrue();
  }

  @Test
  void an_exchange_with_a_nonce_is_known_as_under_way() {
    var receipts = new Receipts(journal, vault);
    receipts.begin().asking(exchange);

    assertThat(receipts.kept().getFirst().underWay()).isTrue();
  }

  @Test
  void a_receipt_under_which_nothing_was_asked_is_ended_when_it_is_abandoned() {
    var receipts = new Receipts(journal, vault);
    receipts.begin().abandon();

    assertThat(receipts.takeAbandoned()).isFalse();
    assertThat(receipts.kept()).isEmpty();
  }

  private static Vault vault(String key) {
    return new Vault(KeyRing.of(Secret.of(key), List.of()));
  }

  private static String text(Secret secret) {
    return secret.reveal(Reveal.TO_COMPARE);
  }

  private static Grant full() {
    return new Grant(
        Secret.of("access ü"),
        Optional.of(Secret.of("refresh")),
        Optional.of(Duration.ofHours(1)),
        Optional.of(Duration.ofDays(9)),
        Optional.of(List.of("a", "b")),
        Map.of("host", Secret.of("api.example.com")),
        Optional.of(Secret.of("id")));
  }

  private static Grant bare() {
    return new Grant(
        Secret.of("access"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }
}
