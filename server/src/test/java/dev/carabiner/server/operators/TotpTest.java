package dev.carabiner.server.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.vault.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final Secret KEY = Secret.of("12345678901234567890");

  /// RFC 6238 appendix B, the last six of its eight digits.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codes_are_those_of_the_standard(long second, String code) {
    assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
  }

  @Test
  void the_code_before_and_the_one_after_count_and_no_other() {
    var now = Instant.ofEpochSecond(1111111111);
    var step = now.getEpochSecond() / 30;

    assertThat(Totp.step(KEY, Totp.code(KEY, step - 1), now)).hasValue(step - 1);
    assertThat(Totp.step(KEY, Totp.code(KEY, step + 1), now)).hasValue(step + 1);
    assertThat(Totp.step(KEY, Totp.code(KEY, step - 2), now)).isEmpty();
    assertThat(Totp.step(KEY, Totp.code(KEY, step + 2), now)).isEmpty();
    assertThat(Totp.step(KEY, "", now)).isEmpty();
  }

  @Test
  void blanks_that_people_type_do_not_matter() {
    assertThat(Totp.step(KEY, "287 082", Instant.ofEpochSecond(59))).isPresent();
  }

  @Test
  void keys_are_written_in_base32() {
    assertThat(Totp.base32("foobar".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isEqualTo("MZXW6YTBOI");
  }
}
