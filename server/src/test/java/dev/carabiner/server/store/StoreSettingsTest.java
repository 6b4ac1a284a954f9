package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.store.postgres.PostgresAddress;
import dev.carabiner.vault.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {
  private static final Path FOLDER = Path.of("/etc/carabiner");

  @Test
  void a_relative_path_starts_from_the_settings_files_folder() {
    assertThat(StoreSettings.parse("sqlite:data/carabiner.db", FOLDER))
        .isEqualTo(new StoreSettings.InFile(Path.of("/etc/carabiner/data/carabiner.db")));
    assertThat(StoreSettings.parse("sqlite:/var/lib/c.db", FOLDER))
        .isEqualTo(new StoreSettings.InFile(Path.of("/var/lib/c.db")));
  }

  private static PostgresAddress address(String url) {
    return ((StoreSettings.InPostgres) StoreSettings.parse(url, FOLDER)).address();
  }

  @Test
  void an_address_is_taken_apart_and_its_parameters_are_passed_on() {
    var address =
        address("postgresql://ca%40b:p%3Aa+s%2Fs@db.example:6432/car%20a?sslmode=require");
    assertThat(address.hosts()).isEqualTo("db.example:6432");
    assertThat(address.user()).isEqualTo("ca@b");
    assertThat(address.password().orElseThrow().matches(Secret.of("p:a+s/s"))).isTrue();
    assertThat(address.database()).isEqualTo("car a");
    assertThat(address.parameters()).isEqualTo(Map.of("sslmode", "require"));
    assertThat(address).hasToString("postgresql://db.example:6432/car a");
  }

  @Test
  void several_hosts_and_addresses_in_brackets_are_allowed() {
    assertThat(address("postgresql://u:p@one:5432,two:5433/d").hosts())
        .isEqualTo("one:5432,two:5433");
    assertThat(address("postgresql://u@[::1]:5432/d").hosts()).isEqualTo("[::1]:5432");
    assertThat(address("postgresql://u@localhost/d").password()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data/carabiner.db",
        "mysql://u:hunter2@h/d",
        "postgres://u:hunter2@h/d",
        "sqlite:",
        "sqlite::memory:",
        "sqlite:file:x.db?mode=memory",
        "sqlite:a?cache=hunter2",
        "sqlite:a\0b",
        "postgresql://u:hunter2@h",
        "postgresql://u:hunter2@h/",
        "postgresql://u:hunter2@h/a/b",
        "postgresql://u:hunter2@/d",
        "postgresql://h/d",
        "postgresql://u:hunter2@h:port/d",
        "postgresql://u:hunt er2@h/d",
        "postgresql://u:hunter2%zz@h/d",
        "postgresql://u:hunter2@h/d?sslmode",
        "postgresql://u:hunter2@h/d?nonsense=1",
        "postgresql://u:hunter2@h/d?password=hunter2",
        "postgresql://u:hunter2@h/d?prepareThreshold=5"
      })
  void a_bad_url_says_what_is_allowed_and_does_not_quote_it(String url) {
    assertThatThrownBy(() -> StoreSettings.parse(url, FOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("; allowed: ")
        .hasMessageNotContaining("hunter2")
        .satisfies(problem -> {
          for (var each = problem; each != null; each = each.getCause())
            assertThat(each.toString()).doesNotContain("hunter2");
        });
  }
}
