package dev.carabiner.server.app;

import static dev.carabiner.server.app.SettingsFixture.APP;
import static dev.carabiner.server.app.SettingsFixture.CLIENT;
import static dev.carabiner.server.app.SettingsFixture.FILE;
import static dev.carabiner.server.app.SettingsFixture.SECRET;
import static dev.carabiner.server.app.SettingsFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.outbound.Network;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.store.StoreSettings;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @Test
  void an_empty_file_gives_every_default() {
    var reading = read("");
    var settings = reading.settings();

    assertThat(settings.server())
        .isEqualTo(
            new Settings.Server(
                "Carabiner",
                "http://127.0.0.1:8080",
                new HostPort("127.0.0.1", 8080),
                new HostPort("127.0.0.1", 8081),
                Optional.empty(),
                List.of("http://127.0.0.1:8080/api", "https://127.0.0.1:8080/api"),
                List.of()));
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.store())
        .isEqualTo(
            new Settings.Store(
                new StoreSettings.InFile(Path.of("/etc/carabiner/data/carabiner.db")),
                Path.of("/etc/carabiner/data/journal")));
    assertThat(settings.dataFolder()).isEqualTo(Path.of("/etc/carabiner/data"));
    assertThat(settings.masterKey())
        .isEqualTo(new MasterKeySource.InFile(Path.of("/etc/carabiner/master.key")));
    assertThat(settings.outbound()).isEqualTo(OutboundRules.STRICT);
    assertThat(settings.declared())
        .isEqualTo(new Settings.Declared(List.of(), List.of(), List.of()));
    assertThat(settings.retention())
        .isEqualTo(
            new Settings.Retention(
                Duration.ofDays(30),
                Duration.ofDays(7),
                Duration.ofDays(14),
                Duration.ofDays(400)));
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void an_app_gets_every_default() {
    var setting = read(APP).settings().declared().apps().getFirst();
    var app = setting.app();

    assertThat(app.key().value()).isEqualTo("acme");
    assertThat(app.name()).isEqualTo("acme");
    assertThat(app.workspace()).isEqualTo(Workspace.DEFAULT);
    assertThat(app.provider().environment()).isEmpty();
    assertThat(app.provider().variables()).isEmpty();
    assertThat(app.consent())
        .isEqualTo(new Consent(Map.of(Consent.ONLY_KIND, List.of()), Map.of(), Optional.empty()));
    assertThat(app.flow().linking()).isEqualTo(Linking.CONFIRM);
    assertThat(app.flow().linkLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(app.flow().returnTo().allowed()).isEmpty();
    assertThat(app.keeping())
        .isEqualTo(new Keeping(RevokeAtProvider.LAST, Duration.ofDays(180), Optional.empty()));
    assertThat(setting.clientSecret()).isEmpty();
    assertThat(setting.managedBy()).isEqualTo(FILE + ":2");
    assertThat(setting.problem("provider", "is unknown"))
        .hasMessage(FILE + ":3: apps[0].provider: is unknown");
    assertThat(setting.problem("linking", "is bad"))
        .hasMessage(FILE + ":2: apps[0].linking: is bad");
  }

  @Test
  void every_key_is_read() {
    var settings =
        read("""
        server:
          name: Example CRM
          url: https://crm.example.com
          listen: "[::1]:9000"
          management-listen: 0.0.0.0:9001
          tls: {certificate: cert.pem, key: /keys/key.pem}
          audiences: [https://crm.example.com/api, crm]
          trusted-proxies: [10.0.0.0/8, 192.168.1.1, "fd00::/8"]
        log: {level: debug}
        store:
          url: postgresql://car:p%40ss+@db.example.com:5433/biner?sslmode=verify-full
          journal: /var/journal
        vault: {master-key: env:MASTER_KEY}
        outbound: {allow: [127.0.0.1:9400, 10.1.0.0/16]}
        clients:
          - id: 0123456789abcdef0123456789abcdef
            name: back end
            secret: [abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN, 1bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN]
            scopes: [read:connected_apps, manage:connected_apps]
            workspace: sales
        issuers: []
        providers:
          - id: acme-id
            authorization_endpoint: https://${host}/authorize
        apps:
          - key: Acme.1
            name: Acme
            provider: acme-id
            environment: sandbox
            client-id: carabiner
            client-secret: s3cret
            scopes: {bot: [chat], user: [read, write]}
            token: user
            authorization-params: {prompt: select_account}
            variables: {host: acme.example.com}
            callback-url: http://[::1]:9500/connected?from=us
            allowed-callback-urls: [http://localhost:9500/other, https://x.example.com/]
            linking: bind
            link-lifetime: 7d
            revoke-at-provider: never
            keep-alive: forever
            workspace: sales
        retention: {revoked: 90s, pending: 5m, exchanges: 2h, audit: 3d}
        """)
            .settings();

    assertThat(settings.server())
        .isEqualTo(
            new Settings.Server(
                "Example CRM",
                "https://crm.example.com",
                new HostPort("::1", 9000),
                new HostPort("0.0.0.0", 9001),
                Optional.of(
                    new Settings.Tls(Path.of("/etc/carabiner/cert.pem"), Path.of("/keys/key.pem"))),
                List.of("https://crm.example.com/api", "crm"),
                List.of(
                    Network.parse("10.0.0.0/8"),
                    Network.parse("192.168.1.1/32"),
                    Network.parse("fd00::/8"))));
    assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(settings.store().url())
        .isInstanceOfSatisfying(
            StoreSettings.InPostgres.class,
            database -> {
              var url = database.address();
              assertThat(url.hosts()).isEqualTo("db.example.com:5433");
              assertThat(url.database()).isEqualTo("biner");
              assertThat(url.user()).isEqualTo("car");
              assertThat(url.password().orElseThrow().matches(Secret.of("p@ss+"))).isTrue();
              assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "verify-full"));
            });
    assertThat(settings.dataFolder()).isEqualTo(Path.of("/var"));
    assertThat(settings.masterKey()).isEqualTo(new MasterKeySource.InEnvironment("MASTER_KEY"));
    assertThat(settings.outbound())
        .isEqualTo(OutboundRules.parse(List.of("127.0.0.1:9400", "10.1.0.0/16")));
    assertThat(settings.retention())
        .isEqualTo(
            new Settings.Retention(
                Duration.ofSeconds(90),
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Duration.ofDays(3)));
    var client = settings.declared().clients().getFirst();
    assertThat(client.managedBy()).isEqualTo(FILE + ":16");
    assertThat(client.thing().name()).isEqualTo("back end");
    assertThat(client.thing().workspace()).isEqualTo(new Workspace("sales"));
    assertThat(client.thing().scopes().names())
        .containsExactly("read:connected_apps", "manage:connected_apps");
    assertThat(client.thing().accepts(Secret.of(SECRET))).isTrue();
    assertThat(client.thing().accepts(Secret.of("1" + SECRET.substring(1)))).isTrue();
    assertThat(settings.declared().providers().getFirst().need("authorization_endpoint").text())
        .isEqualTo("https://${host}/authorize");
    var app = settings.declared().apps().getFirst();
    assertThat(app.clientSecret().orElseThrow().matches(Secret.of("s3cret"))).isTrue();
    assertThat(app.app().consent())
        .isEqualTo(
            new Consent(
                Map.of("bot", List.of("chat"), "user", List.of("read", "write")),
                Map.of("prompt", "select_account"),
                Optional.of("user")));
    assertThat(app.app().provider().environment()).contains("sandbox");
    assertThat(app.app().provider().variables()).isEqualTo(Map.of("host", "acme.example.com"));
    assertThat(app.app().flow().linking()).isEqualTo(Linking.BIND);
    assertThat(app.app().flow().linkLifetime()).isEqualTo(Duration.ofDays(7));
    assertThat(app.app().flow().returnTo().callbackUrl())
        .isEqualTo("http://[::1]:9500/connected?from=us");
    assertThat(app.app().flow().returnTo().allowed())
        .containsExactly("http://localhost:9500/other", "https://x.example.com/");
    assertThat(app.app().keeping())
        .isEqualTo(new Keeping(RevokeAtProvider.NEVER, Keeping.FOREVER, Optional.empty()));
    assertThat(app.app().workspace()).isEqualTo(new Workspace("sales"));
  }

  @Test
  void the_environment_overrides_single_keys_and_lists() {
    var reading =
        read(
            "store: {url: sqlite:a.db}\n",
            Map.of(
                "CARABINER_STORE_URL", "sqlite:/data/b.db",
                "CARABINER_SERVER_MANAGEMENT_LISTEN", "127.0.0.1:0",
                "CARABINER_SERVER_AUDIENCES", "a, b",
                "CARABINER_OUTBOUND_ALLOW", "",
                "CARABINER_JAVA_HOME", "/opt/jdk",
                "CARABINER_STORE_ULR", "x",
                "PATH", "/bin"));

    assertThat(reading.settings().store().url())
        .isEqualTo(new StoreSettings.InFile(Path.of("/data/b.db")));
    assertThat(reading.settings().server().managementListen()).isEqualTo(HostPort.freeOnLoopback());
    assertThat(reading.settings().server().audiences()).containsExactly("a", "b");
    assertThat(reading.warnings())
        .containsExactly(
            "the environment variable CARABINER_STORE_ULR names no key and is ignored");
  }

  @Test
  void a_bad_override_is_named_by_its_variable() {
    assertThatThrownBy(() -> read("", Map.of("CARABINER_LOG_LEVEL", "loud")))
        .hasMessage(
            "CARABINER_LOG_LEVEL:1: log.level: is none of the words known; allowed: error, warn,"
                + " info, debug, trace");
  }

  @Test
  void references_are_replaced_in_any_value_and_keep_the_warning_away(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
    var yaml =
        CLIENT.replace(SECRET, "${file:secret}")
            + APP
            + "    client-secret: a${env:MIDDLE}z\n    variables: {host: \"${env:MIDDLE}\"}\n";

    var reading =
        new SettingsReader(Map.of("MIDDLE", "${env:x}-")).read(yaml, folder.resolve("c.yaml"));

    var app = reading.settings().declared().apps().getFirst();
    assertThat(app.clientSecret().orElseThrow().reveal(Reveal.TO_COMPARE)).isEqualTo("a${env:x}-z");
    assertThat(app.app().provider().variables()).containsEntry("host", "${env:x}-");
    assertThat(reading.settings().declared().clients().getFirst().thing().secretHashes())
        .hasSize(1);
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void what_works_but_should_not_stay_is_a_warning() {
    var reading =
        read(
            "server: {url: http://crm.example.com}\n"
                + "store: {url: 'postgresql://a:b@db/c'}\n"
                + CLIENT
                + APP
                + "    client-secret: x\n");

    assertThat(reading.warnings())
        .containsExactly(
            FILE
                + ":1: server.url: is plain http beyond this machine: tokens and cookies can be"
                + " read on the way; use https",
            FILE
                + ":5: clients[0].secret: a secret stands in the file; ${env:NAME} or ${file:PATH}"
                + " keep it out",
            FILE
                + ":12: apps[0].client-secret: a secret stands in the file; ${env:NAME} or"
                + " ${file:PATH} keep it out",
            FILE
                + ":2: store.url: a password stands in the file; ${env:NAME} or ${file:PATH} keep"
                + " it out");
  }

  @Test
  void a_missing_file_is_one_line(@TempDir Path folder) {
    var file = folder.resolve("no.yaml");

    assertThatThrownBy(() -> new SettingsReader(Map.of()).read(file))
        .hasMessage(
            file + ":1: settings file: there is no such file; allowed: a settings file in YAML");
  }

  @Test
  void settings_never_print_a_secret() {
    var reading =
        read(
            "store: {url: 'postgresql://a:hushhush@db/c'}\n"
                + CLIENT
                + APP
                + "    client-secret: hushhush\n");

    assertThat(reading.toString()).doesNotContain("hushhush", SECRET);
    assertThat(EffectiveSettings.of(reading).toString())
        .doesNotContain("hushhush", SECRET)
        .contains("postgresql://a:***@db/c");
  }
}
