package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevLinesTest {
  private static final DevIdentity IDENTITY =
      new DevIdentity("0123456789abcdef0123456789abcdef", "a".repeat(48), "b".repeat(48));

  @TempDir Path folder;

  @Test
  void a_redirect_uri_that_the_provider_refuses_is_printed_with_the_way_out() {
    assertThat(printed(8080, "http://127.0.0.1:8080"))
        .contains(
            """
              http://127.0.0.1:8080/connected_apps/callback/google
            Google may refuse it: it does not take 127.0.0.1 over http; use localhost in server.url instead.
            So start with `dev --url http://localhost:8080` and register http://localhost:8080/connected_apps/callback/google;
            put this into my.yaml, and start with `dev --url http://localhost:8080 --config my.yaml`:
            """);
  }

  @Test
  void the_way_out_keeps_the_port() {
    assertThat(printed(9000, "http://127.0.0.1:9000"))
        .contains("`dev --port 9000 --url http://localhost:9000 --config my.yaml`");
  }

  @Test
  void a_redirect_uri_that_fits_is_printed_alone() {
    assertThat(printed(8080, "http://localhost:8080"))
        .contains(
            """
              http://localhost:8080/connected_apps/callback/google
            put this into my.yaml, and start with `dev --url http://localhost:8080 --config my.yaml`:
            """)
        .doesNotContain("may refuse");
  }

  private String printed(int port, String url) {
    var plan = new DevPlan(port, port + 1, port + 10, url, List.of(), false);
    var file = folder.resolve("carabiner.yaml");
    var settings = new SettingsReader(Map.of()).read(plan.settings(IDENTITY), file).settings();
    return new DevLines(plan, IDENTITY, settings).text(file, Optional.empty());
  }
}
