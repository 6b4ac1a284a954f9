package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.base.YamlTree.Branch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.StringNode;

/// Writes an example as indented JSON. YAML scalars are read as text, so the schema says which of
/// them are numbers.
record ExampleJson(OpenApiTree document) {
  /// The text of `example`, a value of `schema`.
  String write(YamlTree example, Optional<Branch> schema) {
    return write(example, schema, "");
  }

  private String write(YamlTree value, Optional<Branch> schema, String indent) {
    var inner = indent + "  ";
    return switch (value) {
      case YamlTree.Nothing _ -> "null";
      case YamlTree.Text text -> isBare(schema) ? text.value() : quoted(text.value());
      case YamlTree.Row row ->
          row.items().isEmpty()
              ? "[]"
              : row.items().stream()
                  .map(item -> inner + write(item, part(schema, "items"), inner))
                  .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      case Branch branch ->
          branch.members().isEmpty()
              ? "{}"
              : branch.members().entrySet().stream()
                  .map(member ->
                      inner
                          + quoted(member.getKey())
                          + ": "
                          + write(member.getValue(), member(schema, member.getKey()), inner))
                  .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    };
  }

  private Optional<Branch> member(Optional<Branch> schema, String name) {
    return part(schema, "properties")
        .flatMap(properties -> properties.get(name))
        .map(document::followed);
  }

  private Optional<Branch> part(Optional<Branch> schema, String name) {
    return schema
        .map(document::followed)
        .flatMap(whole ->
            whole.get(name).or(() -> firstChoice(whole).flatMap(choice -> choice.get(name))))
        .map(document::followed);
  }

  private Optional<Branch> firstChoice(Branch schema) {
    return schema
        .get("allOf")
        .or(() -> schema.get("oneOf"))
        .map(choices -> document.followed(choices.row().getFirst()));
  }

  private boolean isBare(Optional<Branch> schema) {
    return schema
        .flatMap(whole -> whole.get("type"))
        .filter(type ->
            type instanceof YamlTree.Text text
                && List.of("integer", "number", "boolean").contains(text.value()))
        .isPresent();
  }

  private static String quoted(String text) {
    return Json.write(StringNode.valueOf(text));
  }
}
