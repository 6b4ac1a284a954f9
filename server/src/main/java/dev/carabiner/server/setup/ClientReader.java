package dev.carabiner.server.setup;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.setup.Setup.Owned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the machine clients of a settings file, and what the API is told of one; of their secrets
/// only hashes are kept.
public final class ClientReader {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  static final int MOST_SECRETS = 2;
  private static final Set<String> SCOPES =
      Set.of(
          "read:connected_apps",
          "create:connected_apps",
          "update:connected_apps",
          "delete:connected_apps",
          "manage:connected_apps",
          "proxy:connected_apps");

  private ClientReader() {}

  /// The entries of `clients`, with defaults filled in.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem for the first thing wrong
  public static List<Owned<MachineClient>> clients(YamlTree tree) {
    var ids = new HashSet<String>();
    var clients = new ArrayList<Owned<MachineClient>>();
    for (var entry : Values.row(tree)) {
      var secrets = hashes(Values.need(entry.branch(), "secret"));
      var client = client(entry.branch(), secrets, true);
      if (!ids.add(client.id()))
        throw Values.wrong(Values.need(entry.branch(), "id"), "is in another entry as well");
      clients.add(new Owned<>(client, entry.place().file() + ":" + entry.place().line()));
    }
    return clients;
  }

  /// @param secretHashes of the secrets that it may use
  static MachineClient client(YamlTree.Branch entry, List<String> secretHashes, boolean enabled) {
    return new MachineClient(
        Values.read(
            Values.need(entry, "id"),
            text -> Optional.of(text).filter(id -> ID.matcher(id).matches()),
            "is not a client id"),
        Values.name(Values.need(entry, "name")),
        Values.workspace(Values.need(entry, "workspace")),
        scopes(Values.need(entry, "scopes")),
        secretHashes,
        enabled);
  }

  private static Scopes scopes(YamlTree tree) {
    var names =
        Values.readAll(
            tree, text -> Optional.of(text).filter(SCOPES::contains), "is no scope of ours");
    if (names.isEmpty()) throw Values.wrong(tree, "is empty");
    return new Scopes(names);
  }

  private static List<String> hashes(YamlTree tree) {
    var secrets = tree instanceof YamlTree.Row row ? row.items() : List.of(tree);
    if (secrets.isEmpty() || secrets.size() > MOST_SECRETS)
      throw Values.wrong(tree, "holds " + secrets.size() + " secrets");
    return secrets.stream()
        .map(secret ->
            Values.attempt(
                secret,
                () -> MachineClient.hash(Values.secret(secret)),
                "is not fit for a client secret"))
        .toList();
  }
}
