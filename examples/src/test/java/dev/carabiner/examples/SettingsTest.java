package dev.carabiner.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CARABINER_CLIENT_ID", "id", "CARABINER_CLIENT_SECRET", "very-secret");

  @Test
  void the_credentials_are_all_that_must_be_given() {
    var settings = Settings.read(ENVIRONMENT);

    assertThat(settings.server().toString()).isEqualTo("http://127.0.0.1:8080");
    assertThat(settings.key()).isEqualTo("sandbox");
    assertThat(settings.port()).isEqualTo(9500);
    assertThat(settings.toString()).doesNotContain("very-secret");
  }

  @Test
  void options_say_where_everything_is() {
    var settings =
        Settings.read(
            ENVIRONMENT,
            "--server",
            "https://carabiner.example.com",
            "--key",
            "notes",
            "--api",
            "https://api.example.com/me",
            "--port",
            "9600");

    assertThat(settings.server().getHost()).isEqualTo("carabiner.example.com");
    assertThat(settings.key()).isEqualTo("notes");
    assertThat(settings.api().getPath()).isEqualTo("/me");
    assertThat(settings.port()).isEqualTo(9600);
  }

  @Test
  void what_is_wrong_is_named() {
    assertThatThrownBy(() -> Settings.read(Map.of())).hasMessageContaining("CARABINER_CLIENT_ID");
    assertThatThrownBy(() -> Settings.read(ENVIRONMENT, "--prot", "1"))
        .hasMessageContaining("--prot");
    assertThatThrownBy(() -> Settings.read(ENVIRONMENT, "--port"))
        .hasMessageContaining("--port needs a value");
    assertThatThrownBy(() -> Settings.read(ENVIRONMENT, "--port", "x"))
        .hasMessageContaining("--port");
    assertThatThrownBy(() -> Settings.read(ENVIRONMENT, "--server", "no url"))
        .hasMessageContaining("no url");
  }
}
