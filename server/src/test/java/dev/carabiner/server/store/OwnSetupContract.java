package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.AppStore.Ending;
import dev.carabiner.server.setup.CustomProvider;
import dev.carabiner.server.setup.KeptClient;
import dev.carabiner.server.setup.KeptClient.SecretMark;
import dev.carabiner.server.setup.Setup;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Apps and clients that are changed one by one.
interface OwnSetupContract extends DatabaseContract {
  private static ConnectedApp app(String key, Optional<Sealed> secret) {
    return app(key, SetupContract.app(key).workspace(), secret);
  }

  private static ConnectedApp app(String key, Workspace workspace, Optional<Sealed> secret) {
    var example = SetupContract.app(key);
    return new ConnectedApp(
        example.key(),
        workspace,
        example.name(),
        example.provider(),
        new ClientCredentials("client", secret),
        example.consent(),
        example.flow(),
        example.keeping());
  }

  private static KeptClient client(Workspace workspace, List<SecretMark> marks) {
    var hashes = marks.stream().map(_ -> "ab".repeat(32)).toList();
    var id =
        HexFormat.of()
            .formatHex(Examples.random().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .substring(0, 32);
    var client =
        new MachineClient(
            id, "back end", workspace, Scopes.of("read:connected_apps"), hashes, true);
    return new KeptClient(client, marks, 0, Optional.empty());
  }

  private static String key() {
    return "o" + Examples.random();
  }

  private static Workspace workspace() {
    return new Workspace("w" + Examples.random());
  }

  @Test
  default void an_app_is_added_once_whatever_the_case_of_its_key() {
    var apps = store().ownApps();
    var app = app(key(), Optional.of(Examples.sealed("secret")));
    assertThat(apps.add(app, Optional.empty())).isEqualTo(Ending.DONE);
    assertThat(apps.add(app, Optional.empty())).isEqualTo(Ending.TAKEN);
    var shouting = app.key().value().replaceFirst("o", "O");
    assertThat(apps.add(app(shouting, workspace(), Optional.empty()), Optional.empty()))
        .isEqualTo(Ending.TAKEN);

    assertThat(store().apps().find(app.key())).contains(app);
    var kept = apps.find(app.workspace(), app.key()).orElseThrow();
    assertThat(kept.app()).isEqualTo(app);
    assertThat(kept.created()).isPresent().isEqualTo(kept.changed()).isEqualTo(kept.secretSet());
    assertThat(apps.find(workspace(), app.key())).isEmpty();
  }

  @Test
  default void a_change_names_what_it_saw_and_tells_when_the_secret_was_set() {
    var apps = store().ownApps();
    var app = app(key(), Optional.of(Examples.sealed("secret")));
    apps.add(app, Optional.empty());
    var first = apps.find(app.workspace(), app.key()).orElseThrow();
    until(first.created().orElseThrow());

    assertThat(apps.replace(first, app, Optional.empty())).isEqualTo(Ending.DONE);
    var second = apps.find(app.workspace(), app.key()).orElseThrow();
    assertThat(second.secretSet()).isEqualTo(first.secretSet());
    assertThat(second.changed().orElseThrow()).isAfter(first.changed().orElseThrow());
    assertThat(apps.replace(first, app, Optional.empty())).isEqualTo(Ending.OUTDATED);

    var other = app(app.key().value(), Optional.of(Examples.sealed("other")));
    assertThat(apps.replace(second, other, Optional.empty())).isEqualTo(Ending.DONE);
    var third = apps.find(app.workspace(), app.key()).orElseThrow();
    assertThat(third.app()).isEqualTo(other);
    assertThat(third.secretSet().orElseThrow()).isAfter(first.secretSet().orElseThrow());

    var without = app(app.key().value(), Optional.empty());
    assertThat(apps.replace(third, without, Optional.empty())).isEqualTo(Ending.DONE);
    assertThat(apps.find(app.workspace(), app.key()).orElseThrow().secretSet()).isEmpty();
  }

  @Test
  default void a_settings_file_a_deletion_and_a_moved_provider_outdate_what_was_seen() {
    var apps = store().ownApps();
    var app = app(key(), Optional.of(Examples.sealed("secret")));
    apps.add(app, Optional.empty());
    var seen = apps.find(app.workspace(), app.key()).orElseThrow();
    var owned = List.of(new Setup.Owned<>(app, "c.yaml:2"));
    store().setup().apply(new Setup(List.of(), List.of(), owned));
    assertThat(apps.replace(seen, app, Optional.empty())).isEqualTo(Ending.OUTDATED);
    var named = apps.find(app.workspace(), app.key()).orElseThrow();
    assertThat(named.created()).isEqualTo(seen.created());

    store().leavingApps().leave(app.workspace(), app.key());
    assertThat(apps.replace(named, app, Optional.empty())).isEqualTo(Ending.OUTDATED);
    assertThat(apps.find(app.workspace(), app.key())).isEmpty();
    assertThat(apps.list(app.workspace(), Optional.of(before(app.key())), 1))
        .noneMatch(each -> each.app().key().equals(app.key()));
    assertThat(apps.add(app, Optional.empty())).isEqualTo(Ending.TAKEN);
  }

  @Test
  default void no_app_comes_to_a_provider_that_has_gone_or_changed() {
    var apps = store().ownApps();
    var workspace = workspace();
    var provider =
        new CustomProvider("p" + Examples.random(), "{\"id\":\"x\"}", Optional.of(workspace));
    store().providers().add(provider);
    var app = app(key(), workspace, Optional.empty());
    var other = new CustomProvider(provider.id(), "{\"id\":\"y\"}", Optional.of(workspace));

    assertThat(apps.add(app, Optional.of(other))).isEqualTo(Ending.OUTDATED);
    assertThat(apps.add(app, Optional.of(provider))).isEqualTo(Ending.DONE);
    var seen = apps.find(workspace, app.key()).orElseThrow();
    assertThat(apps.replace(seen, app, Optional.of(other))).isEqualTo(Ending.OUTDATED);
    assertThat(apps.replace(seen, app, Optional.of(provider))).isEqualTo(Ending.DONE);
  }

  @Test
  default void lists_are_of_one_workspace_in_order_and_go_on_behind_a_key() {
    var apps = store().ownApps();
    var workspace = workspace();
    var keys = List.of("B" + key(), "a" + key(), "b" + key());
    for (var key : keys) apps.add(app(key, workspace, Optional.empty()), Optional.empty());

    assertThat(apps.count(workspace)).isEqualTo(3);
    assertThat(apps.list(workspace, Optional.empty(), 9))
        .extracting(each -> each.app().key().value())
        .containsExactlyElementsOf(keys);
    assertThat(apps.list(workspace, Optional.of(new AppKey(keys.getFirst())), 1))
        .extracting(each -> each.app().key().value())
        .containsExactly(keys.get(1));
    assertThat(apps.list(workspace(), Optional.empty(), 9)).isEmpty();
  }

  @Test
  default void clients_are_kept_with_the_marks_of_their_secrets() {
    var clients = store().ownClients();
    var workspace = workspace();
    var marks =
        List.of(
            new SecretMark(3, Optional.of(Instant.ofEpochMilli(5_000))),
            new SecretMark(4, Optional.empty()));
    var client = client(workspace, marks);
    assertThat(clients.add(client)).isTrue();
    assertThat(clients.add(client)).isFalse();

    var id = client.client().id();
    var kept = clients.find(workspace, id).orElseThrow();
    assertThat(kept.client()).isEqualTo(client.client());
    assertThat(kept.secrets()).isEqualTo(marks);
    assertThat(kept.created()).isPresent();
    assertThat(store().clients().find(id)).contains(client.client());
    assertThat(clients.find(workspace(), id)).isEmpty();
    assertThat(clients.count(workspace)).isEqualTo(1);
    assertThat(clients.list(workspace, Optional.empty(), 9)).containsExactly(kept);
    assertThat(clients.list(workspace, Optional.of(id), 9)).isEmpty();
  }

  @Test
  default void a_client_is_changed_and_removed_by_who_saw_it_last() {
    var clients = store().ownClients();
    var client = client(workspace(), KeptClient.byPlace(1));
    clients.add(client);
    var workspace = client.client().workspace();
    var id = client.client().id();
    var seen = clients.find(workspace, id).orElseThrow();
    assertThat(clients.replace(seen, seen)).isTrue();
    assertThat(clients.replace(seen, seen)).isFalse();
    assertThat(clients.remove(seen)).isFalse();

    var owned = List.of(new Setup.Owned<>(client.client(), "c.yaml:1"));
    var newer = clients.find(workspace, id).orElseThrow();
    store().setup().apply(new Setup(owned, List.of(), List.of()));
    assertThat(clients.replace(newer, newer)).isFalse();
    assertThat(clients.remove(clients.find(workspace, id).orElseThrow())).isTrue();
    assertThat(store().clients().find(id)).isEmpty();
  }

  /// A key that sorts right before that one.
  private static AppKey before(AppKey key) {
    return new AppKey(key.value().substring(0, key.value().length() - 1));
  }
}
