package dev.carabiner.server.setup;

import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A connected app as the settings file has it: its client secret is not sealed yet.
///
/// @param app the app, its credentials without the secret
/// @param clientSecret the secret registered at the provider; absent for a public client
/// @param place where the entry begins
/// @param keys where each of its keys stands
public record AppSetting(
    ConnectedApp app,
    Optional<Secret> clientSecret,
    YamlTree.Place place,
    Map<String, YamlTree.Place> keys) {
  public AppSetting {
    keys = Map.copyOf(keys);
  }

  /// The entry `tree`, read as `app`.
  static AppSetting of(ConnectedApp app, Optional<Secret> clientSecret, YamlTree.Branch tree) {
    var keys = new HashMap<String, YamlTree.Place>();
    tree.members().forEach((name, value) -> keys.put(name, value.place()));
    return new AppSetting(app, clientSecret, tree.place(), keys);
  }

  /// File and line of the entry, such as `carabiner.yaml:42`.
  public String managedBy() {
    return place.file() + ":" + place.line();
  }

  /// A complaint about a key of the entry that only its provider can lead to; the caller throws it.
  public SettingsProblem problem(String key, String whatIsWrong) {
    var at = keys.getOrDefault(key, place);
    // a default stands nowhere
    var line = at.line() == 0 ? place.line() : at.line();
    return new SettingsProblem(place.file(), line, place.key() + "." + key, whatIsWrong);
  }

  /// The app with its secret, which was sealed to [ConnectedApp#secretBinding()].
  public ConnectedApp with(Optional<Sealed> secret) {
    return new ConnectedApp(
        app.key(),
        app.workspace(),
        app.name(),
        app.provider(),
        new ClientCredentials(
            app.credentials().clientId(), secret, app.credentials().identityApp()),
        app.consent(),
        app.flow(),
        app.keeping());
  }
}
