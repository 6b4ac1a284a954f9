package dev.carabiner.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaultTest {
  private static final Binding PLACE =
      new Binding("default", "acme", "session-1", "access_token", 3);

  private final Secret master = newKey();
  private final Vault vault = new Vault(KeyRing.of(master, List.of()));

  @Test
  void what_was_sealed_opens_at_the_same_place() {
    var sealed = vault.seal(Secret.of("token-1"), PLACE);

    assertThat(vault.open(sealed, PLACE).reveal(Reveal.TO_COMPARE)).isEqualTo("token-1");
  }

  @Test
  void a_seal_moved_to_any_other_place_does_not_open() {
    var sealed = vault.seal(Secret.of("token-1"), PLACE);
    var others =
        List.of(
            new Binding("other", "acme", "session-1", "access_token", 3),
            new Binding("default", "other", "session-1", "access_token", 3),
            new Binding("default", "acme", "session-2", "access_token", 3),
            new Binding("default", "acme", "session-1", "refresh_token", 3),
            new Binding("default", "acme", "session-1", "access_token", 2),
            new Binding("defaulta", "cme", "session-1", "access_token", 3));

    for (var other : others) {
      assertThatThrownBy(() -> vault.open(sealed, other)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void every_flipped_bit_is_noticed() {
    var bytes = vault.seal(Secret.of("token-1"), PLACE).bytes();

    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> vault.open(Sealed.of(changed), PLACE))
          .isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void a_cut_off_seal_does_not_open() {
    var bytes = vault.seal(Secret.of("token-1"), PLACE).bytes();

    for (int length = 0; length < bytes.length; length++) {
      var cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> vault.open(Sealed.of(cut), PLACE)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void two_seals_of_one_secret_differ() {
    assertThat(vault.seal(Secret.of("same"), PLACE))
        .isNotEqualTo(vault.seal(Secret.of("same"), PLACE));
  }

  @Test
  void an_older_key_on_the_ring_still_opens_and_the_new_one_seals() {
    var old = vault.seal(Secret.of("token-1"), PLACE);
    var newMaster = newKey();
    var ring = KeyRing.of(newMaster, List.of(master));
    var rotated = new Vault(ring);

    assertThat(rotated.open(old, PLACE).matches(Secret.of("token-1"))).isTrue();
    assertThat(rotated.seal(Secret.of("token-2"), PLACE).keyId())
        .isEqualTo(ring.primaryId())
        .isNotEqualTo(old.keyId());
  }

  @Test
  void a_key_taken_off_the_ring_opens_nothing() {
    var old = vault.seal(Secret.of("token-1"), PLACE);
    var other = new Vault(KeyRing.of(newKey(), List.of()));

    assertThatThrownBy(() -> other.open(old, PLACE)).isInstanceOf(SealBroken.class);
  }

  @Test
  void the_check_value_tells_a_wrong_master_key() {
    var check = vault.checkValue();

    assertThat(new Vault(KeyRing.of(master, List.of())).accepts(check)).isTrue();
    assertThat(new Vault(KeyRing.of(newKey(), List.of())).accepts(check)).isFalse();
  }

  @Test
  void a_secret_never_prints() {
    var secret = Secret.of("very-secret-value");

    assertThat(secret.toString())
        .doesNotContain("very-secret-value")
        .isEqualTo(Secret.of("very-secret-value").toString());
    assertThat(secret).isNotEqualTo(Secret.of("very-secret-value"));
  }

  @Test
  void a_master_key_that_is_not_32_bytes_in_base64_is_refused_by_name() {
    assertThatThrownBy(() -> MasterKey.parse("c2hvcnQ=", "file:master.key"))
        .isInstanceOf(MasterKeyUnusable.class)
        .hasMessageContaining("file:master.key holds 5 bytes");
    assertThatThrownBy(() -> MasterKey.parse("***", "env:KEY"))
        .hasMessageContaining("env:KEY is not base64");
  }

  private static Secret newKey() {
    return MasterKey.parse(MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_SEAL), "test");
  }
}
