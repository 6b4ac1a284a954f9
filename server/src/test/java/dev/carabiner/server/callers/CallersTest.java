package dev.carabiner.server.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @Test
  void scopes_are_a_set_that_keeps_its_order() {
    var scopes = Scopes.parse(" b  a b ");

    assertThat(scopes.asText()).isEqualTo("b a");
    assertThat(scopes.covers(Scopes.of("a"))).isTrue();
    assertThat(scopes.covers(Scopes.NONE)).isTrue();
    assertThat(scopes.covers(Scopes.of("a", "c"))).isFalse();
    assertThat(scopes.common(Scopes.of("c", "a"))).isEqualTo(Scopes.of("a"));
    assertThat(Scopes.parse("")).isEqualTo(Scopes.NONE);
    assertThatThrownBy(() -> Scopes.parse("a\"b")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        ".",
        "a/b",
        "a b",
        "é",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void a_workspace_has_a_plain_name(String name) {
    assertThatThrownBy(() -> new Workspace(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_client_accepts_its_secrets_and_prints_none_of_their_hashes() {
    var hash = MachineClient.hash(Secret.of("s".repeat(40)));
    var client =
        new MachineClient(
            ID,
            "x",
            Workspace.DEFAULT,
            Scopes.NONE,
            List.of(MachineClient.hash(Secret.of("t".repeat(60))), hash),
            true);

    assertThat(client.accepts(Secret.of("s".repeat(40)))).isTrue();
    assertThat(client.accepts(Secret.of("t".repeat(60)))).isTrue();
    assertThat(client.accepts(Secret.of("s".repeat(41)))).isFalse();
    assertThat(client.accepts(Secret.of(hash))).isFalse();
    assertThat(client.toString()).doesNotContain(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "0123456789012345678901234567890123456-89",
        "0123456789012345678901234567890123456789012345678901234567890"
      })
  void a_secret_that_real_clients_would_refuse_is_refused_here(String secret) {
    assertThatThrownBy(() -> MachineClient.hash(Secret.of(secret)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(secret);
  }

  @Test
  void of_several_sources_the_first_that_knows_a_client_counts() {
    var first = new MachineClient(ID, "first", Workspace.DEFAULT, Scopes.NONE, List.of(), true);
    var second = new MachineClient(ID, "second", Workspace.DEFAULT, Scopes.NONE, List.of(), true);

    assertThat(
            MachineClients.of(
                    id -> Optional.empty(), id -> Optional.of(first), id -> Optional.of(second))
                .find(ID))
        .contains(first);
    assertThat(MachineClients.of(id -> Optional.empty()).find(ID)).isEmpty();
  }
}
