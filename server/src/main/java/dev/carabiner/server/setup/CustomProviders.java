package dev.carabiner.server.setup;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.server.providers.Whereabouts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The providers that a workspace sees, and the changes that its managers make to its own. Nobody
/// can lay an entry over a built-in provider, or change one that another workspace's apps use: that
/// would send the tokens of others elsewhere.
public final class CustomProviders {
  /// How many a workspace may have.
  public static final int MOST = 100;

  /// What complaints call an entry that came in a request.
  private static final String ENTRY = "entry";

  private static final Pattern PLACE = Pattern.compile("^" + ENTRY + ":\\d+: ");

  private final Supply supply;
  private final ProviderStore store;
  private final VisibleProviders visible;
  private final Function<String, Optional<String>> namedByFile;

  /// The providers as they are at this moment.
  ///
  /// @param builtIn those that come with the program
  /// @param takeUp makes what the store holds count on this node
  public record Supply(Catalogue builtIn, Runnable takeUp) {}

  /// @param namedByFile file and line of a provider that the settings file names now
  public CustomProviders(
      Supply supply, ProviderStore store, Function<String, Optional<String>> namedByFile) {
    this.supply = supply;
    this.store = store;
    this.visible = new VisibleProviders(supply.builtIn(), store);
    this.namedByFile = namedByFile;
  }

  /// Who answers for a provider.
  public enum ManagedBy {
    CATALOGUE,
    FILE,
    API
  }

  /// A provider as a workspace sees it.
  ///
  /// @param entry what its entry says itself
  public record Listed(String id, String name, ManagedBy managedBy, ObjectNode entry) {}

  /// How a change ended.
  public sealed interface Outcome {
    /// It is so.
    record Done(Listed provider) implements Outcome {}

    /// It is no more.
    record Removed() implements Outcome {}

    /// The entry cannot be used.
    ///
    /// @param why with the key that is wrong
    record Wrong(String why) implements Outcome {}

    /// There is no such provider, as far as the caller may know.
    record Unknown() implements Outcome {}

    /// The id belongs to another provider.
    record Taken() implements Outcome {}

    /// It came with the program.
    record BuiltIn() implements Outcome {}

    /// The settings file names it.
    ///
    /// @param place file and line
    record OfTheFile(String place) implements Outcome {}

    /// Apps use it.
    ///
    /// @param apps the keys of those that the caller may know
    record InUse(List<String> apps) implements Outcome {}

    /// The workspace has [#MOST] already.
    record TooMany() implements Outcome {}
  }

  /// All that a workspace sees, by id.
  public List<Listed> list(Workspace caller) {
    var custom = visible.custom(caller);
    return visible.catalogue(caller).all().stream()
        .map(provider -> listed(provider, isCustom(custom, provider.id())))
        .toList();
  }

  /// One of them.
  public Optional<Listed> find(Workspace caller, String id) {
    var custom = visible.custom(caller, id);
    return custom.isPresent()
        ? custom.flatMap(visible::read).map(provider -> listed(provider, true))
        : supply.builtIn().find(id).map(provider -> listed(provider, false));
  }

  /// Makes a provider of the caller's workspace.
  public Outcome make(Workspace caller, ObjectNode entry) {
    var read = check(entry);
    if (read.wrong().isPresent()) return new Outcome.Wrong(read.wrong().get());
    var provider = read.provider().orElseThrow();
    if (supply.builtIn().find(provider.id()).isPresent()) return new Outcome.Taken();
    var others = store.custom().stream().filter(one -> one.workspace().equals(Optional.of(caller)));
    if (others.count() >= MOST) return new Outcome.TooMany();
    var made = new CustomProvider(provider.id(), Json.write(entry), Optional.of(caller));
    return store.add(made) ? done(provider) : new Outcome.Taken();
  }

  /// Changes a provider of the caller's.
  ///
  /// @param changes key → its new value, or null to take it out; what is not named stays
  public Outcome change(Workspace caller, String id, ObjectNode changes) {
    while (true) {
      var refused = refused(caller, id, app -> !app.workspace().equals(caller));
      if (refused.isPresent()) return refused.get();
      if (supply.builtIn().find(id).isPresent()) return new Outcome.BuiltIn();
      var seen = visible.custom(caller, id).orElseThrow();
      var entry = tree(seen.entry());
      for (var change : changes.properties())
        if (change.getValue().isNull()) entry.remove(change.getKey());
        else entry.set(change.getKey(), change.getValue());
      if (!entry.path("id").asString("").equals(id))
        return new Outcome.Wrong("id: stays as it is; make another provider");
      var read = check(entry);
      if (read.wrong().isPresent()) return new Outcome.Wrong(read.wrong().get());
      var changed = new CustomProvider(id, Json.write(entry), Optional.of(caller));
      var elsewhere =
          Whereabouts.differ(
              Yaml.readMap(seen.entry(), ENTRY), Yaml.readMap(changed.entry(), ENTRY));
      if (store.replace(seen, changed, elsewhere)) return done(read.provider().orElseThrow());
    }
  }

  /// Removes a provider of the caller's that no app uses.
  public Outcome delete(Workspace caller, String id) {
    while (true) {
      var refused = refused(caller, id, _ -> true);
      if (refused.isPresent()) return refused.get();
      var seen = visible.custom(caller, id).orElseThrow();
      if (store.remove(seen)) {
        supply.takeUp().run();
        return new Outcome.Removed();
      }
    }
  }

  private Optional<Outcome> refused(Workspace caller, String id, Predicate<ConnectedApp> hinders) {
    if (visible.custom(caller, id).isEmpty())
      return Optional.of(
          supply.builtIn().find(id).isPresent() ? new Outcome.BuiltIn() : new Outcome.Unknown());
    var place = namedByFile.apply(id);
    if (place.isPresent()) return Optional.of(new Outcome.OfTheFile(place.get()));
    var users = store.users(id).stream().filter(hinders).toList();
    return users.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outcome.InUse(
                users.stream()
                    .filter(app -> app.workspace().equals(caller))
                    .map(app -> app.key().value())
                    .toList()));
  }

  private Outcome done(Provider provider) {
    supply.takeUp().run();
    return new Outcome.Done(listed(provider, true));
  }

  private Listed listed(Provider provider, boolean custom) {
    var managedBy =
        !custom
            ? ManagedBy.CATALOGUE
            : namedByFile.apply(provider.id()).isPresent() ? ManagedBy.FILE : ManagedBy.API;
    return new Listed(provider.id(), provider.name(), managedBy, tree(provider.text()));
  }

  /// An entry that was read, or why it cannot be.
  private record Read(Optional<Provider> provider, Optional<String> wrong) {}

  private Read check(ObjectNode entry) {
    try {
      var provider = new ProviderReader(supply.builtIn()).read(Json.write(entry), ENTRY);
      return new Read(Optional.of(provider), Optional.empty());
    } catch (SettingsProblem problem) {
      var why = PLACE.matcher(String.valueOf(problem.getMessage())).replaceFirst("");
      return new Read(Optional.empty(), Optional.of(why));
    }
  }

  private static boolean isCustom(List<CustomProvider> custom, String id) {
    return custom.stream().anyMatch(provider -> provider.id().equals(id));
  }

  /// The stored text is JSON: what we read is written so, and what came in a request is.
  private static ObjectNode tree(String entry) {
    return Json.parseObject(entry).orElseThrow(() -> new IllegalStateException("not JSON"));
  }
}
