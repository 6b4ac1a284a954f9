package dev.carabiner.server.store;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.setup.AppStore;
import dev.carabiner.server.setup.ClientStore;
import dev.carabiner.server.setup.ProviderStore;
import dev.carabiner.server.setup.Setup;
import dev.carabiner.server.setup.SetupStore;
import dev.carabiner.server.store.engine.Engine;
import java.util.List;

/// Clients, apps and custom providers, changed together.
final class SetupTables implements SetupStore {
  /// What all changes of clients, apps and providers take turns by.
  static final String TURN = "setup";

  private final Engine engine;
  private final ClientTable clients;
  private final AppTable apps;
  private final ProviderTable providers;

  SetupTables(Engine engine) {
    this.engine = engine;
    this.clients = new ClientTable(engine);
    this.apps = new AppTable(engine);
    this.providers = new ProviderTable(engine);
  }

  @Override
  public void apply(Setup setup) {
    engine.write(handle -> {
      // Nodes that start at once bring the same file: one after the other.
      engine.takeTurns(handle, TURN);
      setup.clients().forEach(client -> clients.put(handle, client));
      setup.providers().forEach(provider -> providers.put(handle, provider));
      setup.apps().forEach(app -> apps.put(handle, app));
      return true;
    });
  }

  @Override
  public List<Setup.ProviderText> providers() {
    return providers.all();
  }

  ProviderStore ofProviders() {
    return new OwnProviderTable(engine);
  }

  AppStore ofApps() {
    return new OwnAppTable(engine);
  }

  ClientStore ofClients() {
    return new OwnClientTable(engine);
  }

  MachineClients clients() {
    return clients;
  }

  ConnectedApps apps() {
    return apps;
  }
}
