package dev.carabiner.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.AccountChoice;
import dev.carabiner.server.oauth.AccountChoice.Candidate;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  private static final Candidate FIRST = candidate("t1", "Acme");
  private static final Candidate SECOND = candidate("t2", "Brightdesk");
  private static final AccountChoice BOTH = new AccountChoice(List.of(FIRST, SECOND));

  private static Candidate candidate(String id, String name) {
    return new Candidate(
        id, name, Map.of("tenant_id", Secret.of(id), "tenant_name", Secret.of(name)));
  }

  private static String tenant(Optional<Choices.Picked> picked) {
    return String.valueOf(
        picked.orElseThrow().kept().values().get("tenant_id").reveal(Reveal.TO_COMPARE));
  }

  @Test
  void of_several_the_providers_first_is_taken_and_the_user_may_choose() {
    var picked = Choices.pick(BOTH, KeptValues.NONE);
    assertThat(tenant(picked)).isEqualTo("t1");
    assertThat(picked.orElseThrow().open()).isTrue();
  }

  @Test
  void with_one_there_is_nothing_to_choose() {
    var picked = Choices.pick(new AccountChoice(List.of(SECOND)), KeptValues.NONE);
    assertThat(tenant(picked)).isEqualTo("t2");
    assertThat(picked.orElseThrow().open()).isFalse();
  }

  @Test
  void a_session_that_is_mended_keeps_its_tenant_and_nobody_is_asked() {
    var picked =
        Choices.pick(
            BOTH,
            new KeptValues(
                Map.of("tenant_id", Secret.of("t2"), "tenant_name", Secret.of("Old name"))));
    assertThat(tenant(picked)).isEqualTo("t2");
    assertThat(picked.orElseThrow().open()).isFalse();
  }

  @Test
  void a_tenant_that_is_gone_is_not_swapped_for_another() {
    assertThat(Choices.pick(BOTH, new KeptValues(candidate("t3", "Gone").kept()))).isEmpty();
  }

  @Test
  void without_an_answer_what_was_kept_stays() {
    var former = new KeptValues(SECOND.kept());
    assertThat(tenant(Choices.pick(AccountChoice.NONE, former))).isEqualTo("t2");
  }
}
