/// Every change of clients, apps and providers, whether from the settings file or from the API, and
/// the rules that hold for both.
///
/// Enter through [SetupStore] for a file, and through [WorkspaceApps], [WorkspaceClients] and
/// [CustomProviders] for a workspace's managers; [SettingsTable] and the readers say what an entry
/// may hold. May use: callers, apps, providers, base, the vault to seal. Must never touch:
/// sessions' secrets, HTTP.
@NullMarked
package dev.carabiner.server.setup;

import org.jspecify.annotations.NullMarked;
