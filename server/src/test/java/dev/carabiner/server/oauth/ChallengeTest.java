package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
  @Test
  void the_parameters_of_a_bearer_challenge_are_read() {
    var challenge =
        read(
            "Bearer error=\"insufficient_scope\", scope=\"files:read  files:write\","
                + " resource_metadata=\"https://a.example/prm\", error_description=\"say \\\"yes\\\"\"");

    assertThat(challenge.isInsufficientScope()).isTrue();
    assertThat(challenge.scopes()).containsExactly("files:read", "files:write");
    assertThat(challenge.resourceMetadata()).contains("https://a.example/prm");
    assertThat(challenge.parameters()).containsEntry("error_description", "say \"yes\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic realm=\"x\", Bearer scope=\"a b\"",
        "bearer SCOPE=\"a b\"",
        "Bearer realm=x,scope=\"a b\"",
        "DPoP algs=\"ES256\", Bearer scope=\"a b\", Basic realm=\"scope\""
      })
  void other_schemes_case_and_order_do_not_matter(String value) {
    assertThat(read(value).scopes()).containsExactly("a", "b");
  }

  @Test
  void several_headers_count_and_the_first_word_wins() {
    var challenge =
        Challenge.read(List.of("Basic realm=\"x\"", "Bearer scope=\"a\"", "Bearer scope=b"));

    assertThat(challenge.scopes()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Basic scope=\"a\"",
        "scope=\"a\"",
        "Bearer scope=\"a",
        "\"Bearer\" scope=a"
      })
  void what_is_no_bearer_challenge_names_no_scopes(String value) {
    assertThat(read(value).scopes()).isEmpty();
    assertThat(read(value).resourceMetadata()).isEmpty();
  }

  @Test
  void scopes_with_other_characters_than_scopes_have_are_left_out() {
    assertThat(read("Bearer scope=\"a \\\"b é c\"").scopes()).containsExactly("a", "c");
  }

  @Test
  void a_huge_header_is_left_alone() {
    assertThat(read("Bearer scope=\"" + "a ".repeat(5000) + "\"").scopes()).isEmpty();
  }

  private static Challenge read(String value) {
    return Challenge.read(List.of(value));
  }
}
