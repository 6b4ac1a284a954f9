package dev.carabiner.server.apps;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Binding;
import java.time.Duration;

/// One connected app.
///
/// @param key its reference key
/// @param workspace whose machine clients see it
/// @param name what the connection is called
/// @param provider where it connects to
/// @param credentials the client registered there
/// @param consent what is asked for
/// @param flow how a connect flow runs and ends
/// @param keeping how connections are looked after
public record ConnectedApp(
    AppKey key,
    Workspace workspace,
    String name,
    ProviderChoice provider,
    ClientCredentials credentials,
    Consent consent,
    Flow flow,
    Keeping keeping) {

  /// How a connect flow runs and ends.
  ///
  /// @param linking who may finish it
  /// @param linkLifetime how long the link opens, at most 7 days
  /// @param returnTo where the browser goes afterwards
  public record Flow(Linking linking, Duration linkLifetime, ReturnTo returnTo) {}

  /// The place that an app's client secret is sealed to.
  public static Binding secretBinding(Workspace workspace, AppKey key) {
    return new Binding(workspace.name(), key.value(), key.value(), "client_secret", 0);
  }

  /// Whether the other belongs to the same workspace.
  public boolean isBeside(ConnectedApp other) {
    return workspace.equals(other.workspace());
  }

  /// The place that this app's client secret is sealed to.
  public Binding secretBinding() {
    return secretBinding(workspace, key);
  }
}
