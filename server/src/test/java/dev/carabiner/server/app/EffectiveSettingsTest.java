package dev.carabiner.server.app;

import static dev.carabiner.server.app.SettingsFixture.APP;
import static dev.carabiner.server.app.SettingsFixture.FILE;
import static dev.carabiner.server.app.SettingsFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.EffectiveSettings.Line;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {
  @Test
  void every_setting_says_where_it_came_from() {
    var lines =
        EffectiveSettings.of(
            read(
                APP
                    + "    client-secret: x\n"
                    + "    authorization-params: {prompt: login}\n"
                    + "providers: [{id: acme-id}]\n",
                Map.of("CARABINER_LOG_LEVEL", "debug")));

    assertThat(lines)
        .contains(
            new Line("server.name", "Carabiner", "default"),
            new Line("server.url", "http://127.0.0.1:8080", "default"),
            new Line("log.level", "debug", "CARABINER_LOG_LEVEL"),
            new Line("apps[0].key", "acme", FILE + ":2"),
            new Line("apps[0].name", "acme", "default"),
            new Line("apps[0].client-secret", "set", FILE + ":6"),
            new Line("apps[0].authorization-params", "{prompt: login}", FILE + ":7"),
            new Line("apps[0].scopes", "[]", "default"),
            new Line("providers[0].id", "acme-id", FILE + ":8"),
            new Line("retention.audit", "400d", "default"));
  }
}
