package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class LinearizabilityTest {
  @Test
  void newer_tokens_one_after_the_other_are_explained() {
    assertThat(holds(Operation.read(1, 0, 1), Operation.read(1, 2, 3), Operation.read(2, 4, 5)))
        .isTrue();
  }

  @Test
  void an_older_token_after_a_newer_one_is_not() {
    assertThat(holds(Operation.read(2, 0, 1), Operation.read(1, 2, 3))).isFalse();
  }

  @Test
  void an_older_token_beside_a_newer_one_is() {
    assertThat(holds(Operation.read(2, 0, 5), Operation.read(1, 1, 3))).isTrue();
  }

  @Test
  void a_token_after_an_answered_revocation_is_not_explained() {
    assertThat(holds(Operation.read(1, 0, 1), Operation.revoke(2, 3), Operation.read(1, 4, 5)))
        .isFalse();
  }

  @Test
  void a_token_during_a_revocation_is() {
    assertThat(holds(Operation.revoke(0, 5), Operation.read(1, 1, 3))).isTrue();
  }

  @Test
  void a_refusal_without_a_revocation_is_not_explained() {
    assertThat(holds(Operation.read(1, 0, 1), Operation.refused(2, 3))).isFalse();
  }

  @Test
  void a_revocation_that_nobody_answered_may_have_happened_late_or_never() {
    var unknown = Operation.revoke(0, Operation.NEVER);
    assertThat(holds(unknown, Operation.read(1, 2, 3), Operation.refused(4, 5))).isTrue();
    assertThat(holds(unknown, Operation.read(1, 2, 3))).isTrue();
    assertThat(holds(unknown, Operation.refused(2, 3), Operation.read(1, 4, 5))).isFalse();
  }

  @Test
  void long_histories_of_many_callers_are_searched_in_no_time() {
    var history =
        IntStream.range(0, 2_000)
            .mapToObj(i -> Operation.read(i / 20, i, i + 15L))
            .toArray(Operation[]::new);
    assertThat(holds(history)).isTrue();
  }

  private static boolean holds(Operation... history) {
    return Linearizability.holds(List.of(history));
  }
}
