package dev.carabiner.server.m2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private final Bench bench = new Bench();

  @Test
  void nodes_that_start_at_once_agree_on_one_key() {
    var kids =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(
                node -> new SigningKeys(bench.store, bench.vault, bench.clock).signing().getKeyID())
            .distinct()
            .toList();

    assertThat(kids).hasSize(1);
    assertThat(bench.store.loadAll()).hasSize(1);
  }

  @Test
  void a_key_is_2048_bits_sealed_to_its_place_and_published_without_its_private_half() {
    var key = bench.keys.signing();
    var stored = bench.store.loadAll().getFirst();

    assertThat(key.size()).isEqualTo(2048);
    assertThat(new String(stored.privateKey().bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain("RSA");
    assertThat(bench.vault.open(stored.privateKey(), SigningKeys.binding(stored.kid())).length())
        .isGreaterThan(1000);
    assertThat(bench.keys.published()).allMatch(published -> !published.isPrivate());
  }

  @Test
  void unknown_key_ids_read_the_store_once_a_minute() {
    bench.keys.signing();
    var reads = bench.store.reads();
    bench.pass(Duration.ofSeconds(61));
    for (var i = 0; i < 50; i++) assertThat(bench.keys.verifying("forged-" + i)).isEmpty();

    assertThat(bench.store.reads()).isEqualTo(reads + 1);
  }

  @Test
  void a_newer_key_of_another_node_is_found_and_signs_from_then_on() {
    var first = bench.keys.signing().getKeyID();
    var other = new MemorySigningKeyStore();
    bench.pass(Duration.ofMinutes(2));
    var second = new SigningKeys(other, bench.vault, bench.clock).signing().getKeyID();
    bench.store.add(other.loadAll().getFirst());

    assertThat(bench.keys.verifying(second)).isPresent();
    assertThat(bench.keys.verifying(first)).isPresent();
    assertThat(bench.keys.signing().getKeyID()).isEqualTo(second);
  }

  @Test
  void a_key_that_does_not_open_is_a_fault_and_no_new_one_is_made() {
    bench.keys.signing();
    var otherVault = new Vault(KeyRing.of(Secret.of(new byte[] {1, 2, 3}), List.of()));
    var keys = new SigningKeys(bench.store, otherVault, bench.clock);

    assertThatThrownBy(keys::signing)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STORE_UNUSABLE));
    assertThat(bench.store.loadAll()).hasSize(1);
  }

  @Test
  void a_row_that_was_copied_to_another_id_does_not_open() {
    bench.keys.signing();
    var stored = bench.store.loadAll().getFirst();
    var copied = new MemorySigningKeyStore();
    copied.add(
        new StoredKey("another", Sealed.of(stored.privateKey().bytes()), stored.createdAt()));

    assertThatThrownBy(() -> new SigningKeys(copied, bench.vault, bench.clock).signing())
        .isInstanceOf(Fault.class);
  }
}
