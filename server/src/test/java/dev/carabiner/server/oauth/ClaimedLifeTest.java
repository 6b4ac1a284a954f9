package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedLifeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @Test
  void a_life_is_counted_from_iat_so_that_the_providers_clock_does_not_matter() {
    assertThat(life("{\"iat\":1000,\"exp\":4600}")).hasValue(Duration.ofHours(1));
  }

  @Test
  void without_iat_it_is_counted_from_now() {
    assertThat(life("{\"exp\":1800000600}")).hasValue(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"exp\":1000}",
        "{\"iat\":4600,\"exp\":4600}",
        "{\"exp\":\"1800000600\"}",
        "{\"exp\":-5,\"iat\":-10}",
        "{\"exp\":9223372036854775807}",
        "{\"exp\":1e400}",
        "[]",
        "nonsense"
      })
  void nonsense_and_a_past_end_say_nothing(String claims) {
    assertThat(life(claims)).isEmpty();
  }

  @Test
  void a_token_that_is_no_jwt_says_nothing() {
    for (var token : new String[] {"opaque", "a.b", "a.!.c", "a..c", "a.b.c.d"})
      assertThat(ClaimedLife.of(Secret.of(token), NOW)).isEmpty();
  }

  private static Optional<Duration> life(String claims) {
    var middle = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));
    return ClaimedLife.of(Secret.of("e30." + middle + ".c2ln"), NOW);
  }
}
