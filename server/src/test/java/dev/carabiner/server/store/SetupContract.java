package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.setup.Setup;
import dev.carabiner.server.setup.SetupStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Clients, apps and custom providers.
interface SetupContract extends DatabaseContract {

  static ConnectedApp app(String key) {
    var scopes = new LinkedHashMap<String, List<String>>();
    scopes.put("user", List.of("z", "a"));
    scopes.put("bot", List.of("b"));
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("prompt", "select_account");
    parameters.put("access_type", "offline");
    return new ConnectedApp(
        new AppKey(key),
        new Workspace("sales"),
        "Name ü \"quoted\"",
        new ProviderChoice("acme-id", Optional.of("sandbox"), Map.of("subdomain", "acme")),
        new ClientCredentials("client", Optional.of(Examples.sealed("secret"))),
        new Consent(scopes, parameters, Optional.of("user")),
        new ConnectedApp.Flow(
            Linking.BIND,
            Duration.ofHours(1),
            new ReturnTo("https://app.example/a", List.of("https://app.example/b"))),
        new Keeping(RevokeAtProvider.LAST, Keeping.FOREVER, Optional.empty()));
  }

  private static ConnectedApp plainApp(String key) {
    return new ConnectedApp(
        new AppKey(key),
        Workspace.DEFAULT,
        "Plain",
        new ProviderChoice("acme-id", Optional.empty(), Map.of()),
        new ClientCredentials("client", Optional.empty()),
        new Consent(Map.of(Consent.ONLY_KIND, List.of()), Map.of(), Optional.empty()),
        new ConnectedApp.Flow(
            Linking.OPEN, Duration.ofDays(7), new ReturnTo("http://127.0.0.1:1/a", List.of())),
        new Keeping(RevokeAtProvider.NEVER, Duration.ZERO, Optional.empty()));
  }

  private static MachineClient client(String id, boolean enabled) {
    return new MachineClient(
        id,
        "back end",
        new Workspace("sales"),
        Scopes.of("read:connected_apps", "create:connected_apps"),
        List.of("ab".repeat(32), "cd".repeat(32)),
        enabled);
  }

  private void apply(List<ConnectedApp> apps, MachineClient... clients) {
    store().setup().apply(setup(apps, clients));
  }

  private static Setup setup(List<ConnectedApp> apps, MachineClient... clients) {
    return new Setup(
        List.of(clients).stream().map(each -> new Setup.Owned<>(each, "c.yaml:1")).toList(),
        List.of(),
        apps.stream().map(each -> new Setup.Owned<>(each, "c.yaml:2")).toList());
  }

  private static String key() {
    return "a" + Examples.random();
  }

  private static String clientId() {
    return java.util.HexFormat.of()
        .formatHex(Examples.random().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .substring(0, 32);
  }

  @Test
  default void apps_and_clients_are_read_back_as_they_were_written() {
    var app = app(key());
    var plain = plainApp(key());
    var client = client(clientId(), true);
    apply(List.of(app, plain), client);
    var stored = store().apps().find(app.key()).orElseThrow();
    assertThat(stored).isEqualTo(app);
    assertThat(stored.consent().scopes().keySet()).containsExactly("user", "bot");
    assertThat(stored.consent().authorizationParams().keySet())
        .containsExactly("prompt", "access_type");
    assertThat(store().apps().find(plain.key())).contains(plain);
    assertThat(store().apps().all()).contains(app, plain);
    assertThat(store().clients().find(client.id())).contains(client);
    assertThat(store().clients().find(clientId())).isEmpty();
    assertThat(store().apps().find(new AppKey(key()))).isEmpty();
  }

  @Test
  default void what_is_named_again_changes_and_what_is_not_named_stays() {
    var one = app(key());
    var two = plainApp(key());
    var id = clientId();
    apply(List.of(one, two), client(id, true));
    var changed = plainApp(one.key().value());
    apply(List.of(changed), client(id, false));
    assertThat(store().apps().find(one.key())).contains(changed);
    assertThat(store().apps().find(two.key())).contains(two);
    assertThat(store().clients().find(id).orElseThrow().enabled()).isFalse();
  }

  @Test
  default void an_app_that_leaves_is_found_no_more_and_stays_until_nothing_of_it_is_open() {
    var examples = new Examples(sessions());
    var app = app(examples.app.value());
    apply(List.of(app));
    var leaving = store().leavingApps();
    assertThat(leaving.leave(Workspace.DEFAULT, app.key())).isFalse();
    assertThat(store().apps().find(app.key())).contains(app);

    assertThat(leaving.leave(app.workspace(), app.key())).isTrue();
    assertThat(leaving.leave(app.workspace(), app.key())).isTrue();
    assertThat(store().apps().find(app.key())).isEmpty();
    assertThat(store().apps().all()).doesNotContain(app);
    assertThat(store().apps().findEvenLeaving(app.key())).contains(app);
    assertThat(leaving.all()).contains(app.key());

    var session = examples.inserted(examples.connected());
    assertThat(sessions().liveOfApp(app.key(), 10)).containsExactly(session);
    assertThat(leaving.remove(app.key(), Duration.ZERO)).isFalse();
    var revoked = session.revoked(examples.now);
    var revocation = examples.revocation(session, examples.now);
    var change =
        Change.of(
            new Change.Step.ReplaceSession(session, revoked),
            new Change.Step.QueueRevocation(revocation));
    assertThat(sessions().commit(change)).isTrue();
    assertThat(sessions().liveOfApp(app.key(), 10)).isEmpty();
    assertThat(leaving.remove(app.key(), Duration.ZERO)).isFalse();
    var receipt = Revocation.Receipt.REVOKED_AT_PROVIDER;
    sessions().update(revocation.ended(receipt, examples.now, "confirmed", Optional.empty()));
    assertThat(leaving.remove(app.key(), Duration.ofHours(1))).isFalse();
    assertThat(leaving.remove(app.key(), Duration.ZERO)).isTrue();
    assertThat(store().apps().findEvenLeaving(app.key())).isEmpty();
    assertThat(leaving.all()).doesNotContain(app.key());
    assertThat(examples.stored(revoked)).isEqualTo(revoked);
  }

  @Test
  default void an_app_that_is_named_again_while_it_leaves_is_there_again() {
    var app = app(key());
    apply(List.of(app));
    store().leavingApps().leave(app.workspace(), app.key());
    apply(List.of(app));
    assertThat(store().apps().find(app.key())).contains(app);
    assertThat(store().leavingApps().all()).doesNotContain(app.key());
  }

  @Test
  default void custom_providers_keep_their_text() {
    var id = "p" + Examples.random();
    var text = new Setup.ProviderText(id, "issuer: http://127.0.0.1:9400\nname: Acme ü\n");
    store()
        .setup()
        .apply(new Setup(List.of(), List.of(new Setup.Owned<>(text, "c.yaml:3")), List.of()));
    assertThat(store().setup().providers()).contains(text);
  }

  @Test
  default void a_key_that_differs_by_case_only_takes_the_whole_setup_back() {
    var app = app("b" + Examples.random());
    var client = client(clientId(), true);
    apply(List.of(app));
    var shouting = app(app.key().value().replaceFirst("b", "B"));
    assertThatThrownBy(() -> apply(List.of(plainApp(key()), shouting), client))
        .isInstanceOf(SetupStore.KeyTaken.class)
        .hasMessageContaining(app.key().value());
    assertThat(store().clients().find(client.id())).isEmpty();
    assertThat(store().apps().find(shouting.key())).isEmpty();
  }

  @Test
  default void nodes_that_bring_the_same_setup_at_once_do_not_hinder_each_other() throws Exception {
    var apps = List.of(app(key()), plainApp(key()));
    var setup = setup(apps, client(clientId(), true));
    PressureContract.together(i ->
        () -> {
          store().setup().apply(setup);
          return true;
        });
    assertThat(store().apps().all()).containsAll(apps);
  }
}
