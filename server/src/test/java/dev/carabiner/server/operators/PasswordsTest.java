package dev.carabiner.server.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void a_hash_is_argon2id_with_its_costs_and_accepts_its_password_alone() {
    var hash = passwords.hash(Secret.of("a quite long sentence"));

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.matches(Secret.of("a quite long sentence"), Optional.of(hash))).isTrue();
    assertThat(passwords.matches(Secret.of("a quite long sentencE"), Optional.of(hash))).isFalse();
    assertThat(passwords.matches(Secret.of("a quite long sentence"), Optional.empty())).isFalse();
  }

  @Test
  void the_same_password_has_another_hash_each_time() {
    var password = Secret.of("a quite long sentence");

    assertThat(passwords.hash(password)).isNotEqualTo(passwords.hash(password));
  }

  @Test
  void length_counts_and_not_kinds_of_characters() {
    assertThat(objection("elevenchars")).isPresent();
    assertThat(objection("twelve chars")).isEmpty();
    assertThat(objection("aaaaaaaaaaaaaaaa")).isPresent();
    assertThat(objection("x".repeat(64) + "abcdefgh".repeat(9))).isPresent();
    assertThat(objection("lena.roth is my name")).isPresent();
  }

  @Test
  void who_tries_in_vain_waits_longer_each_time_and_a_quarter_of_an_hour_at_most() {
    var pace = new Tries.Pace(5);

    assertThat(pace.after(4)).isEqualTo(Duration.ZERO);
    assertThat(pace.after(5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.after(8)).isEqualTo(Duration.ofSeconds(8));
    assertThat(pace.after(1_000)).isEqualTo(Duration.ofMinutes(15));
  }

  private static Optional<String> objection(String password) {
    return Passwords.objection(Secret.of(password), "lena.roth@example.com");
  }
}
