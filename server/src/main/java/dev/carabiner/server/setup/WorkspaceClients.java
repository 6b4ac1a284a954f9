package dev.carabiner.server.setup;

import static java.lang.System.Logger.Level.INFO;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The machine clients of a workspace, and the changes that its managers make to them. Nobody gives
/// a client a scope that the caller has not: neither by naming it, nor by a secret of a client that
/// has it, nor by enabling one. Nobody locks himself out by mistake.
public final class WorkspaceClients {
  /// How many a workspace may have.
  public static final int MOST = 100;

  /// How many secrets a client may have at once.
  public static final int MOST_SECRETS = ClientReader.MOST_SECRETS;

  private static final System.Logger LOG = System.getLogger(WorkspaceClients.class.getName());
  private static final RequestEntry ENTRY = new RequestEntry("clients[]");

  private final ClientStore store;
  private final InstantSource clock;
  private final Function<String, Optional<String>> namedByFile;
  private final ClientSecrets secrets = new ClientSecrets();

  /// @param namedByFile file and line of a client that the settings file names now
  public WorkspaceClients(
      ClientStore store, InstantSource clock, Function<String, Optional<String>> namedByFile) {
    this.store = store;
    this.clock = clock;
    this.namedByFile = namedByFile;
  }

  /// A client as its workspace sees it.
  ///
  /// @param place file and line, when the settings file names it
  public record Listed(KeptClient kept, Optional<String> place) {}

  /// How a change ended.
  public sealed interface Outcome {
    /// It is so.
    ///
    /// @param secret one that was made by this change, never to be seen again
    record Done(Listed client, Optional<Secret> secret) implements Outcome {}

    /// It is no more.
    record Removed() implements Outcome {}

    /// It cannot be so.
    ///
    /// @param why with the key that is wrong
    record Wrong(String why) implements Outcome {}

    /// The workspace has no such client.
    record Unknown() implements Outcome {}

    /// The client has no secret of that number.
    record SecretUnknown() implements Outcome {}

    /// The settings file names it.
    ///
    /// @param place file and line
    record OfTheFile(String place) implements Outcome {}

    /// The caller has not what he would give.
    record ScopeMissing(String scope) implements Outcome {}

    /// The caller would lock himself out.
    record OfTheCaller() implements Outcome {}
  }

  /// The clients of a workspace, by id.
  ///
  /// @param after the id to go on behind
  public List<Listed> list(Workspace workspace, Optional<String> after, int limit) {
    return store.list(workspace, after, limit).stream().map(this::listed).toList();
  }

  /// One of them.
  public Optional<Listed> find(Workspace workspace, String id) {
    return store.find(workspace, id).map(this::listed);
  }

  /// Makes a client of the caller's workspace, with one secret.
  ///
  /// @param entry `name`, `scopes` and `workspace` as in the settings file
  public Outcome make(Caller caller, ObjectNode entry, boolean enabled) {
    if (store.count(caller.workspace()) >= MOST)
      return new Outcome.Wrong("a workspace may have " + MOST + " clients; delete one first");
    var secret = secrets.secret();
    var hashes = List.of(MachineClient.hash(secret));
    try {
      var client = read(caller, entry.put("id", secrets.id()), hashes, enabled);
      var missing = missing(caller, client.scopes());
      if (missing.isPresent()) return missing.get();
      var mark = new KeptClient.SecretMark(1, Optional.of(clock.instant()));
      if (!store.add(new KeptClient(client, List.of(mark), 0, Optional.empty())))
        throw new IllegalStateException("A random id is taken");
      LOG.log(INFO, "client {0}: is made by client {1}", client.id(), caller.clientId());
      return done(caller, client.id(), Optional.of(secret));
    } catch (RequestEntry.Refused refused) {
      return new Outcome.Wrong(refused.why());
    }
  }

  /// Changes a client of the caller's workspace.
  ///
  /// @param changes a merge patch (RFC 7396) of `name`, `scopes` and `workspace`
  /// @param enabled absent: as it is
  public Outcome change(Caller caller, String id, ObjectNode changes, Optional<Boolean> enabled) {
    return changing(
        caller,
        id,
        seen -> {
          var before = seen.client();
          var entry = entry(before);
          MergePatch.apply(entry, changes);
          var on = enabled.orElse(before.enabled());
          var after = read(caller, entry, before.secretHashes(), on);
          var given = on && !before.enabled() ? after.scopes() : added(before, after);
          var missing = missing(caller, given);
          if (missing.isPresent()) return Step.ending(missing.get());
          if (isOwn(caller, id) && !(on && after.scopes().contains(ConnectedAppsScopes.MANAGE)))
            return Step.ending(new Outcome.OfTheCaller());
          return Step.to(seen.with(after.name(), after.scopes(), on));
        });
  }

  /// Gives a client another secret beside the one that it has.
  public Outcome addSecret(Caller caller, String id) {
    var secret = secrets.secret();
    var outcome =
        changing(
            caller,
            id,
            seen -> {
              var missing = missing(caller, seen.client().scopes());
              if (missing.isPresent()) return Step.ending(missing.get());
              if (seen.secrets().size() >= MOST_SECRETS)
                return Step.ending(
                    new Outcome.Wrong(
                        "a client may have "
                            + MOST_SECRETS
                            + " secrets; delete the old one first"));
              return Step.to(seen.withSecret(MachineClient.hash(secret), clock.instant()));
            });
    return outcome instanceof Outcome.Done(var client, _)
        ? new Outcome.Done(client, Optional.of(secret))
        : outcome;
  }

  /// Ends a secret of a client that has another one.
  public Outcome removeSecret(Caller caller, String id, int number) {
    return changing(
        caller,
        id,
        seen ->
            seen.withoutSecret(number)
                .map(changed ->
                    changed.secrets().isEmpty()
                        ? Step.ending(
                            new Outcome.Wrong(
                                "this is the client's only secret; make another one first, or"
                                    + " disable the client"))
                        : Step.to(changed))
                .orElseGet(() -> Step.ending(new Outcome.SecretUnknown())));
  }

  /// Removes a client of the caller's workspace: its tokens are refused from now on.
  public Outcome delete(Caller caller, String id) {
    while (true) {
      var seen = store.find(caller.workspace(), id);
      if (seen.isEmpty()) return new Outcome.Unknown();
      var place = namedByFile.apply(id);
      if (place.isPresent()) return new Outcome.OfTheFile(place.get());
      if (isOwn(caller, id)) return new Outcome.OfTheCaller();
      if (store.remove(seen.get())) {
        LOG.log(INFO, "client {0}: is deleted by client {1}", id, caller.clientId());
        return new Outcome.Removed();
      }
    }
  }

  /// What is to become of a client: another one, or nothing for a reason.
  private record Step(Optional<KeptClient> changed, Optional<Outcome> ending) {
    static Step to(KeptClient changed) {
      return new Step(Optional.of(changed), Optional.empty());
    }

    static Step ending(Outcome outcome) {
      return new Step(Optional.empty(), Optional.of(outcome));
    }
  }

  private Outcome changing(Caller caller, String id, Function<KeptClient, Step> change) {
    try {
      while (true) {
        var seen = store.find(caller.workspace(), id);
        if (seen.isEmpty()) return new Outcome.Unknown();
        var place = namedByFile.apply(id);
        if (place.isPresent()) return new Outcome.OfTheFile(place.get());
        var step = change.apply(seen.get());
        if (step.ending().isPresent()) return step.ending().get();
        if (store.replace(seen.get(), step.changed().orElseThrow())) {
          LOG.log(INFO, "client {0}: is changed by client {1}", id, caller.clientId());
          return done(caller, id, Optional.empty());
        }
      }
    } catch (RequestEntry.Refused refused) {
      return new Outcome.Wrong(refused.why());
    }
  }

  private Outcome done(Caller caller, String id, Optional<Secret> secret) {
    return find(caller.workspace(), id)
        .<Outcome>map(client -> new Outcome.Done(client, secret))
        .orElseGet(Outcome.Unknown::new);
  }

  private static ObjectNode entry(MachineClient client) {
    var entry = Json.object().put("id", client.id()).put("name", client.name());
    entry.put("workspace", client.workspace().name());
    var scopes = entry.putArray("scopes");
    client.scopes().names().forEach(scopes::add);
    return entry;
  }

  private static MachineClient read(
      Caller caller, ObjectNode entry, List<String> hashes, boolean enabled) {
    var workspace = caller.workspace();
    if (!entry.hasNonNull("workspace")) entry.put("workspace", workspace.name());
    var client = ENTRY.read(entry, tree -> ClientReader.client(tree, hashes, enabled));
    if (!client.workspace().equals(workspace))
      throw new RequestEntry.Refused("workspace: is not yours; allowed: " + workspace);
    return client;
  }

  private static Scopes added(MachineClient before, MachineClient after) {
    return new Scopes(
        after.scopes().names().stream().filter(scope -> !before.scopes().contains(scope)).toList());
  }

  private static Optional<Outcome> missing(Caller caller, Scopes given) {
    return given.names().stream()
        .filter(scope -> !caller.scopes().contains(scope))
        .findFirst()
        .map(Outcome.ScopeMissing::new);
  }

  private static boolean isOwn(Caller caller, String id) {
    return caller.clientId().equals(id);
  }

  private Listed listed(KeptClient kept) {
    return new Listed(kept, namedByFile.apply(kept.client().id()));
  }
}
