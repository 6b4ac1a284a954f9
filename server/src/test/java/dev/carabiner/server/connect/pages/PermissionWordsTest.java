package dev.carabiner.server.connect.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermissionWordsTest {
  private final PermissionWords words =
      new PermissionWords(
          "Google",
          Map.of(
              "openid",
              "Sign-in",
              "repo",
              "Read issues",
              "keys",
              "API keys",
              "email",
              "Read the address",
              "blank",
              " "),
          Language.ENGLISH);

  @Test
  void a_described_scope_is_said_in_small_letters() {
    assertThat(words.of("repo").words()).isEqualTo("read issues");
    assertThat(words.of("keys").words()).isEqualTo("API keys");
    assertThat(words.of("email").words()).isEqualTo("read the address");
  }

  @Test
  void scopes_of_the_protocol_are_said_our_way() {
    assertThat(words.of(List.of("openid", "offline_access", "profile")))
        .extracting(Permission::words)
        .containsExactly(
            "see which Google account this is",
            "keep access while you are away",
            "see your name and picture");
  }

  @Test
  void an_undescribed_scope_is_shown_as_it_is_and_equal_words_once() {
    assertThat(words.of(List.of("x:y", "blank", "x:y")))
        .extracting(Permission::words)
        .containsExactly("x:y", "blank");
  }
}
