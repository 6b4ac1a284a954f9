package dev.carabiner.server.app;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.server.setup.CustomProvider;
import dev.carabiner.server.setup.ProviderStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The providers as this node knows them: the built-in ones, and those of the store over them.
/// Other nodes change the store; whoever calls [#takeUp] every second is never further behind.
final class LiveCatalogue implements Supplier<Catalogue> {
  private static final System.Logger LOG = System.getLogger(LiveCatalogue.class.getName());

  private final ProviderStore store;
  private final Catalogue builtIn;
  private final ReentrantLock lock = new ReentrantLock();
  private List<CustomProvider> known = List.of();
  private volatile Catalogue current;

  LiveCatalogue(ProviderStore store, Catalogue builtIn) {
    this.store = store;
    this.builtIn = builtIn;
    this.current = builtIn;
  }

  @Override
  public Catalogue get() {
    return current;
  }

  /// Those that come with the program.
  Catalogue builtIn() {
    return builtIn;
  }

  /// Makes what the store holds count. An entry that this program cannot read, such as one that a
  /// newer node wrote, is as if it were not there.
  void takeUp() {
    lock.lock();
    try {
      var stored = store.custom();
      if (stored.equals(known)) return;
      var reader = new ProviderReader(builtIn);
      var providers = new ArrayList<Provider>();
      for (var provider : stored) read(reader, provider).ifPresent(providers::add);
      current = builtIn.with(providers);
      known = stored;
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Provider> read(ProviderReader reader, CustomProvider provider) {
    try {
      return Optional.of(reader.read(provider.entry(), "the stored provider " + provider.id()));
    } catch (SettingsProblem problem) {
      LOG.log(System.Logger.Level.ERROR, "{0}", problem.getMessage());
      return Optional.empty();
    }
  }
}
