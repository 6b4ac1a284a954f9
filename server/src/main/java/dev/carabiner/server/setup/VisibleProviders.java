package dev.carabiner.server.setup;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import java.util.List;
import java.util.Optional;

/// The providers that a workspace may know of, as they are stored at this moment.
public final class VisibleProviders {
  private final Catalogue builtIn;
  private final ProviderStore store;

  /// @param builtIn those that come with the program
  public VisibleProviders(Catalogue builtIn, ProviderStore store) {
    this.builtIn = builtIn;
    this.store = store;
  }

  /// The built-in ones, and over them the custom ones that the workspace sees.
  Catalogue catalogue(Workspace caller) {
    return catalogue(custom(caller));
  }

  /// The built-in ones, and those over them.
  Catalogue catalogue(List<CustomProvider> custom) {
    return builtIn.with(custom.stream().flatMap(each -> read(each).stream()).toList());
  }

  /// The custom ones, by id.
  List<CustomProvider> custom(Workspace caller) {
    return store.custom().stream().filter(provider -> provider.isVisibleTo(caller)).toList();
  }

  /// One of the custom ones.
  Optional<CustomProvider> custom(Workspace caller, String id) {
    return custom(caller).stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /// Empty where this program cannot read it, such as an entry that a newer node wrote.
  Optional<Provider> read(CustomProvider provider) {
    try {
      var name = "the stored provider " + provider.id();
      return Optional.of(new ProviderReader(builtIn).read(provider.entry(), name));
    } catch (SettingsProblem unreadable) {
      return Optional.empty();
    }
  }
}
