package dev.carabiner.server.setup;

import dev.carabiner.server.apps.ConnectedApp;
import java.util.List;

/// Where custom providers are kept one by one.
public interface ProviderStore {
  /// All of them, by id.
  List<CustomProvider> custom();

  /// The apps that use that provider, by key; those among them that are being deleted.
  List<ConnectedApp> users(String provider);

  /// Adds a provider.
  ///
  /// @return false if its id is taken
  boolean add(CustomProvider provider);

  /// Puts `changed` in place of `seen`.
  ///
  /// @param elsewhere whether its calls may go elsewhere from now on: then, in the same
  ///   transaction, the client secrets of the apps that use it are forgotten
  /// @return false if `seen` is no longer what is stored
  boolean replace(CustomProvider seen, CustomProvider changed, boolean elsewhere);

  /// Removes a provider.
  ///
  /// @return false if `seen` is no longer what is stored, or an app uses it
  boolean remove(CustomProvider seen);
}
