package dev.carabiner.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.setup.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
  @Test
  void the_printed_reference_is_the_one_in_the_documentation() throws IOException {
    assertThat(Files.readString(Path.of("../docs/settings.md")))
        .isEqualTo(SettingsReference.markdown());
  }

  @Test
  void these_are_the_keys_and_their_defaults() {
    assertThat(
            SettingsTable.keys().stream()
                .map(key -> (key.path() + " " + key.fixedDefault().orElse("")).strip()))
        .containsExactly(
            "server.name Carabiner",
            "server.url",
            "server.listen 127.0.0.1:8080",
            "server.management-listen 127.0.0.1:8081",
            "server.tls.certificate",
            "server.tls.key",
            "server.audiences",
            "server.trusted-proxies []",
            "log.level info",
            "store.url sqlite:data/carabiner.db",
            "store.journal data/journal",
            "vault.master-key file:master.key",
            "outbound.allow []",
            "clients []",
            "clients[].id",
            "clients[].name",
            "clients[].secret",
            "clients[].scopes",
            "clients[].workspace default",
            "issuers []",
            "providers []",
            "apps []",
            "apps[].key",
            "apps[].name",
            "apps[].provider",
            "apps[].environment",
            "apps[].client-id",
            "apps[].client-secret",
            "apps[].identity-app",
            "apps[].scopes []",
            "apps[].token",
            "apps[].authorization-params",
            "apps[].variables",
            "apps[].allowed-hosts []",
            "apps[].callback-url",
            "apps[].allowed-callback-urls []",
            "apps[].linking confirm",
            "apps[].link-lifetime 1h",
            "apps[].revoke-at-provider last",
            "apps[].keep-alive 180d",
            "apps[].rotation-policy",
            "apps[].workspace default",
            "console.openid.issuer",
            "console.openid.client-id",
            "console.openid.client-secret",
            "console.openid.name",
            "console.openid.scopes",
            "console.openid.groups-claim",
            "console.openid.allowed-groups.admin",
            "console.openid.allowed-groups.operator",
            "console.openid.allowed-groups.viewer",
            "retention.revoked 30d",
            "retention.pending 7d",
            "retention.exchanges 14d",
            "retention.audit 400d");
  }
}
