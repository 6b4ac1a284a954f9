package dev.carabiner.server.setup;

import static java.lang.System.Logger.Level.INFO;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The connected apps of a workspace, and the changes that its managers make to them, under the
/// rules of the settings file. A client secret goes in and never comes out; when an app's calls may
/// go elsewhere than before, it is forgotten.
public final class WorkspaceApps {
  /// How many a workspace may have.
  public static final int MOST = 1000;

  private static final System.Logger LOG = System.getLogger(WorkspaceApps.class.getName());
  private static final RequestEntry ENTRY = new RequestEntry("apps[]");
  private static final String SECRET = "client_secret";

  private final VisibleProviders providers;
  private final RedirectUris redirectUris;
  private final AppStore store;
  private final Vault vault;
  private final Function<AppKey, Optional<String>> namedByFile;

  /// @param namedByFile file and line of an app that the settings file names now
  public WorkspaceApps(
      VisibleProviders providers,
      RedirectUris redirectUris,
      AppStore store,
      Vault vault,
      Function<AppKey, Optional<String>> namedByFile) {
    this.providers = providers;
    this.redirectUris = redirectUris;
    this.store = store;
    this.vault = vault;
    this.namedByFile = namedByFile;
  }

  /// An app as its workspace sees it.
  ///
  /// @param place file and line, when the settings file names it
  /// @param redirectUri to register at the provider
  /// @param warnings what the provider will not like about that
  public record Listed(
      KeptApp kept, Optional<String> place, String redirectUri, List<String> warnings) {}

  /// How a change ended.
  public sealed interface Outcome {
    /// It is so.
    record Done(Listed app) implements Outcome {}

    /// It cannot be so.
    ///
    /// @param why with the key that is wrong
    record Wrong(String why) implements Outcome {}

    /// The workspace has no such app.
    record Unknown() implements Outcome {}

    /// The key is taken, whoever has it.
    record Taken() implements Outcome {}

    /// The settings file names it.
    ///
    /// @param place file and line
    record OfTheFile(String place) implements Outcome {}

    /// The workspace has [#MOST] already.
    record TooMany() implements Outcome {}
  }

  /// The apps of a workspace, by key.
  ///
  /// @param after the key to go on behind
  public List<Listed> list(Workspace workspace, Optional<AppKey> after, int limit) {
    var check = check(workspace);
    return store.list(workspace, after, limit).stream().map(app -> listed(app, check)).toList();
  }

  /// One of them.
  public Optional<Listed> find(Workspace workspace, AppKey key) {
    return store.find(workspace, key).map(app -> listed(app, check(workspace)));
  }

  /// Makes an app of the caller's workspace.
  ///
  /// @param entry in the words of [AppEntry], with `client_secret`
  public Outcome make(Caller caller, ObjectNode entry) {
    var workspace = caller.workspace();
    while (true) {
      var read = read(workspace, entry);
      if (!(read instanceof Read.Usable(var setting, var provider))) return wrong(read);
      if (store.count(workspace) >= MOST) return new Outcome.TooMany();
      var app = setting.with(sealed(setting));
      switch (store.add(app, provider)) {
        case DONE -> {
          LOG.log(INFO, "app {0}: is made by client {1}", app.key(), caller.clientId());
          return done(workspace, app.key());
        }
        case TAKEN -> {
          return new Outcome.Taken();
        }
        case OUTDATED -> {}
      }
    }
  }

  /// Changes an app of the caller's workspace.
  ///
  /// @param changes a merge patch (RFC 7396) of the entry; `client_secret` stays unless it is named
  ///   or forgotten
  public Outcome change(Caller caller, AppKey key, ObjectNode changes) {
    var workspace = caller.workspace();
    while (true) {
      var seen = store.find(workspace, key);
      if (seen.isEmpty()) return new Outcome.Unknown();
      var place = namedByFile.apply(key);
      if (place.isPresent()) return new Outcome.OfTheFile(place.get());
      var entry = AppEntry.of(seen.get().app());
      MergePatch.apply(entry, changes);
      if (!entry.path("key").asString("").equals(key.value()))
        return new Outcome.Wrong("key: stays as it is; make another app");
      var read = read(workspace, entry);
      if (!(read instanceof Read.Usable(var setting, var provider))) return wrong(read);
      var changed =
          setting.with(
              changes.has(SECRET) ? sealed(setting) : keptSecret(seen.get().app(), setting.app()));
      if (store.replace(seen.get(), changed, provider) == AppStore.Ending.DONE) {
        LOG.log(INFO, "app {0}: is changed by client {1}", key, caller.clientId());
        return done(workspace, key);
      }
    }
  }

  private Outcome done(Workspace workspace, AppKey key) {
    return find(workspace, key).<Outcome>map(Outcome.Done::new).orElseGet(Outcome.Unknown::new);
  }

  /// What an entry means, or why it cannot be used.
  private sealed interface Read {
    record Usable(AppSetting setting, Optional<CustomProvider> provider) implements Read {}

    record Refused(String why) implements Read {}
  }

  private Read read(Workspace workspace, ObjectNode entry) {
    if (!entry.hasNonNull("workspace")) entry.put("workspace", workspace.name());
    AppSetting setting;
    try {
      setting = ENTRY.read(entry, AppReader::app);
    } catch (RequestEntry.Refused refused) {
      return new Read.Refused(refused.why());
    }
    var app = setting.app();
    if (!app.workspace().equals(workspace))
      return new Read.Refused("workspace: is not yours; allowed: " + workspace);
    var custom = providers.custom(workspace);
    return new AppCheck(providers.catalogue(custom), redirectUris)
        .wrong(app)
        .or(() -> AppCheck.wrongIdentityApp(app, key -> beside(workspace, key)))
        .<Read>map(wrong -> new Read.Refused(ENTRY.words(wrong.key(), wrong.what())))
        .orElseGet(() -> new Read.Usable(setting, named(custom, app.provider().id())));
  }

  private Optional<ConnectedApp> beside(Workspace workspace, AppKey key) {
    return store.find(workspace, key).map(KeptApp::app);
  }

  private static Optional<CustomProvider> named(List<CustomProvider> custom, String id) {
    return custom.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  private static Outcome wrong(Read read) {
    if (read instanceof Read.Refused(var why)) return new Outcome.Wrong(why);
    throw new IllegalArgumentException("is not wrong");
  }

  private Optional<Sealed> sealed(AppSetting setting) {
    return setting.clientSecret().map(secret -> vault.seal(secret, setting.app().secretBinding()));
  }

  /// Where calls may go elsewhere, whoever can read them there must not learn the secret.
  private static Optional<Sealed> keptSecret(ConnectedApp before, ConnectedApp after) {
    return after.provider().equals(before.provider()) && after.credentials().isByHand()
        ? before.credentials().secret()
        : Optional.empty();
  }

  private AppCheck check(Workspace workspace) {
    return new AppCheck(providers.catalogue(workspace), redirectUris);
  }

  private Listed listed(KeptApp kept, AppCheck check) {
    var app = kept.app();
    return new Listed(
        kept, namedByFile.apply(app.key()), redirectUris.of(app.key()), check.warnings(app));
  }
}
