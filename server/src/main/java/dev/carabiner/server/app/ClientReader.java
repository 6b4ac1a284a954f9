package dev.carabiner.server.app;

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

/// Reads the machine clients; of their secrets only hashes are kept.
final class ClientReader {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int MOST_SECRETS = 2;
  private static final Set<String> SCOPES =
      Set.of(
          "read:connected_apps",
          "create:connected_apps",
          "update:connected_apps",
          "delete:connected_apps",
          "manage:connected_apps",
          "proxy:connected_apps");

  private ClientReader() {}

  static List<Owned<MachineClient>> clients(YamlTree tree) {
    var ids = new HashSet<String>();
    var clients = new ArrayList<Owned<MachineClient>>();
    for (var entry : Values.row(tree)) {
      var client = client(entry.branch());
      if (!ids.add(client.id()))
        throw Values.wrong(Values.need(entry.branch(), "id"), "is in another entry as well");
      clients.add(new Owned<>(client, entry.place().file() + ":" + entry.place().line()));
    }
    return clients;
  }

  private static MachineClient client(YamlTree.Branch entry) {
    return new MachineClient(
        Values.read(
            Values.need(entry, "id"),
            text -> Optional.of(text).filter(id -> ID.matcher(id).matches()),
            "is not a client id"),
        Values.name(Values.need(entry, "name")),
        Values.workspace(Values.need(entry, "workspace")),
        scopes(Values.need(entry, "scopes")),
        hashes(Values.need(entry, "secret")),
        true);
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
