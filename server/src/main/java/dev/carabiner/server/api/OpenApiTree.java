package dev.carabiner.server.api;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.base.YamlTree.Branch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An OpenAPI document in which references can be followed.
record OpenApiTree(Branch root) {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /// One method of one path.
  ///
  /// @param shared the members that stand beside the methods
  record Operation(String method, String path, Branch members, Branch shared) {
    /// The name by which the page links to it.
    String id() {
      return members.get("operationId", YamlTree::text, method + path);
    }
  }

  /// All operations in the order of the document.
  List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    root.need("paths")
        .branch()
        .members()
        .forEach((path, item) ->
            item.branch()
                .members()
                .forEach((method, members) -> {
                  if (METHODS.contains(method))
                    operations.add(new Operation(method, path, members.branch(), item.branch()));
                }));
    return operations;
  }

  /// The shared pieces of a kind, such as `schemas`; empty when there are none.
  Map<String, YamlTree> components(String kind) {
    var components =
        root.get("components", YamlTree::branch, new Branch(root.place(), new LinkedHashMap<>()));
    return components.get(kind).map(pieces -> pieces.branch().members()).orElse(Map.of());
  }

  /// The last word of the reference that `tree` is; empty when it is none.
  static Optional<String> referenceName(Branch tree) {
    return tree.get("$ref")
        .map(reference -> reference.text().substring(reference.text().lastIndexOf('/') + 1));
  }

  /// The piece itself, or the one in `components` that it refers to.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem for a reference that leads nowhere
  Branch followed(YamlTree tree) {
    var reference = tree.branch().get("$ref");
    if (reference.isEmpty()) return tree.branch();
    var target = root;
    for (var step : reference.get().text().substring(2).split("/", -1))
      target = target.need(step).branch();
    return followed(target);
  }
}
