package dev.carabiner.server.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsentTest {
  @Test
  void what_the_user_may_leave_out_is_not_needed() {
    var consent =
        new Consent(
            Map.of("required", List.of("a"), "optional", List.of("b")), Map.of(), Optional.empty());
    assertThat(consent.needed()).containsExactly("a");
    assertThat(consent.all()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void of_two_tokens_only_the_one_that_is_handed_out_counts() {
    var scopes = Map.of("bot", List.of("write"), "user", List.of("search"));
    assertThat(new Consent(scopes, Map.of(), Optional.of("user")).needed())
        .containsExactly("search");
    assertThat(new Consent(scopes, Map.of(), Optional.of("other")).needed()).hasSize(2);
  }
}
