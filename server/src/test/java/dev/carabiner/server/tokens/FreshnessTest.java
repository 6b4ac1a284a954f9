package dev.carabiner.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest(name = "{2} with {1} s left of {0} s")
  @CsvSource({
    // an hour: margin 30 s, ahead 10 minutes
    "3600, 3600, GOOD",
    "3600, 601, GOOD",
    "3600, 600, AHEAD",
    "3600, 31, AHEAD",
    "3600, 30, MARGIN",
    "3600, 1, MARGIN",
    "3600, 0, DEAD",
    "3600, -1, DEAD",
    // ten minutes: ahead from 80 % of the life on
    "600, 121, GOOD",
    "600, 120, AHEAD",
    "600, 30, MARGIN",
    // a minute: the margin is a fifth, so there is no room ahead of it
    "60, 13, GOOD",
    "60, 12, MARGIN",
    "60, 0, DEAD",
    // a month
    "2592000, 601, GOOD",
    "2592000, 600, AHEAD"
  })
  void a_token_is_judged_by_what_it_has_left_of_its_life(long life, long left, Freshness expected) {
    assertThat(Freshness.of(token(life), START.plusSeconds(life - left), Optional.empty()))
        .isEqualTo(expected);
  }

  @Test
  void a_token_without_end_is_good_for_any_wish() {
    var endless = new TokenSet(Sealed.of(new byte[1]), Optional.empty(), START, Optional.empty());

    assertThat(
            Freshness.of(
                endless, START.plus(Duration.ofDays(9999)), Optional.of(Duration.ofDays(1))))
        .isEqualTo(Freshness.GOOD);
  }

  @ParameterizedTest(name = "{3} with {1} s left of {0} s when {2} s are wanted")
  @CsvSource({
    "3600, 3000, 3000, GOOD",
    "3600, 2999, 3000, TOO_SHORT",
    "3600, 3541, 7200, GOOD",
    "3600, 3540, 7200, TOO_SHORT",
    "100, 81, 3600, GOOD",
    "100, 80, 3600, TOO_SHORT",
    "3600, 0, 10, DEAD"
  })
  void a_wish_for_more_counts_unless_the_token_is_young(
      long life, long left, long wanted, Freshness expected) {
    assertThat(
            Freshness.of(
                token(life),
                START.plusSeconds(life - left),
                Optional.of(Duration.ofSeconds(wanted))))
        .isEqualTo(expected);
  }

  private static TokenSet token(long life) {
    return new TokenSet(
        Sealed.of(new byte[1]), Optional.empty(), START, Optional.of(START.plusSeconds(life)));
  }
}
