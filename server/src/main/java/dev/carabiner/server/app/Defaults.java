package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.setup.EntryDefaults;
import dev.carabiner.server.setup.SettingsKey;
import dev.carabiner.server.setup.SettingsTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills in what neither the file nor the environment says. Values from here stand at line 0.
final class Defaults {
  private Defaults() {}

  /// A copy of the settings in which every key with a default has a value.
  static YamlTree.Branch fill(YamlTree.Branch settings) {
    return audiences(url(fill(settings, "")));
  }

  /// The map of that name, or an empty one that stands where its parent does.
  static YamlTree.Branch section(YamlTree.Branch parent, String name) {
    var place = parent.place();
    var key = place.key().isEmpty() ? name : place.key() + "." + name;
    return parent
        .get(name)
        .map(YamlTree::branch)
        .orElseGet(() ->
            new YamlTree.Branch(new YamlTree.Place(place.file(), place.line(), key), Map.of()));
  }

  private static YamlTree.Branch fill(YamlTree.Branch branch, String path) {
    var members = new LinkedHashMap<>(branch.members());
    for (var name : SettingsTable.children(path)) {
      var below = path.isEmpty() ? name : path + "." + name;
      var key = SettingsTable.find(below);
      if (key.isEmpty()) {
        // a section without any default stays absent: server.tls
        var filled = fill(section(branch, name), below);
        if (!filled.members().isEmpty()) members.put(name, filled);
      } else if (branch.get(name).isEmpty()) {
        key.get()
            .fixedDefault()
            .ifPresent(text ->
                members.put(name, EntryDefaults.value(text, EntryDefaults.place(branch, name))));
      } else if (key.get().shape() == SettingsKey.Shape.ENTRIES) {
        members.put(name, entries(branch.need(name), below + "[]"));
      }
    }
    return new YamlTree.Branch(branch.place(), members);
  }

  private static YamlTree.Row entries(YamlTree row, String path) {
    return new YamlTree.Row(
        row.place(),
        row.row().stream()
            .<YamlTree>map(entry -> EntryDefaults.fill(entry.branch(), path))
            .toList());
  }

  private static YamlTree.Branch url(YamlTree.Branch settings) {
    var server = section(settings, "server");
    if (server.get("url").isPresent()) return settings;
    return HostPort.parse(server.need("listen").text())
        .filter(listen -> listen.isLoopback() && listen.port() != 0)
        .map(listen -> with(settings, "server", with(server, "url", "http://" + listen)))
        .orElse(settings);
  }

  private static YamlTree.Branch audiences(YamlTree.Branch settings) {
    var server = section(settings, "server");
    if (server.get("audiences").isPresent() || server.get("url").isEmpty()) return settings;
    var url = server.need("url").text();
    // a client that insists on https derives its audience from the address it is given
    var both =
        url.startsWith("http://")
            ? List.of(url + "/api", "https" + url.substring("http".length()) + "/api")
            : List.of(url + "/api");
    var place = EntryDefaults.place(server, "audiences");
    var row =
        new YamlTree.Row(
            place,
            both.stream().<YamlTree>map(audience -> new YamlTree.Text(place, audience)).toList());
    return with(settings, "server", with(server, "audiences", row));
  }

  private static YamlTree.Branch with(YamlTree.Branch branch, String name, String value) {
    return with(branch, name, new YamlTree.Text(EntryDefaults.place(branch, name), value));
  }

  private static YamlTree.Branch with(YamlTree.Branch branch, String name, YamlTree value) {
    return EnvironmentOverrides.put(branch, List.of(name), value);
  }
}
