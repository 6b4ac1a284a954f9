package dev.carabiner.server.setup;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.MachineClient;
import java.util.List;

/// What a settings file says of clients, providers and apps; it becomes so whole or not at all.
public record Setup(
    List<Owned<MachineClient>> clients,
    List<Owned<ProviderText>> providers,
    List<Owned<ConnectedApp>> apps) {
  public Setup {
    clients = List.copyOf(clients);
    providers = List.copyOf(providers);
    apps = List.copyOf(apps);
  }

  /// A thing and the file that owns it.
  ///
  /// @param managedBy file and line, such as `carabiner.yaml:42`
  public record Owned<T>(T thing, String managedBy) {}

  /// A custom provider in the catalogue's own form.
  ///
  /// @param id its id
  /// @param yaml its entry, a YAML map
  public record ProviderText(String id, String yaml) {}
}
