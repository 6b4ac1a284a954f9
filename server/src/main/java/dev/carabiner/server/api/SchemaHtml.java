package dev.carabiner.server.api;

import static dev.carabiner.server.api.HtmlText.code;
import static dev.carabiner.server.api.HtmlText.escape;
import static dev.carabiner.server.api.HtmlText.line;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.base.YamlTree.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Says in words and tables what a schema allows.
final class SchemaHtml {
  private static final List<String> LIMITS =
      List.of(
          "const",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxProperties",
          "default");

  private SchemaHtml() {}

  /// The kind of value, in a phrase; a shared schema is linked by its name.
  static String phrase(Branch schema) {
    var name = OpenApiTree.referenceName(schema);
    if (name.isPresent())
      return "<a href=\"#schema-" + escape(name.get()) + "\">" + escape(name.get()) + "</a>";
    for (var choice : List.of("oneOf", "allOf")) {
      if (schema.get(choice).isPresent())
        return choices(schema.need(choice).row(), choice.equals("oneOf") ? " or " : " and ");
    }
    return type(schema) + oneOf(schema) + limits(schema);
  }

  /// A table of an object's members; members of objects inside follow with the path that leads to
  /// them. Empty for what is no object.
  static String table(Branch schema, String caption) {
    var rows = new ArrayList<String>();
    addRows(schema, "", rows);
    if (rows.isEmpty()) return "";
    return "<table>\n<caption>"
        + caption
        + "</caption>\n<thead><tr><th scope=\"col\">Member</th><th scope=\"col\">Value</th>"
        + "<th scope=\"col\">Needed</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n"
        + String.join("", rows)
        + "</tbody>\n</table>\n"
        + needsOne(schema);
  }

  private static void addRows(Branch schema, String path, List<String> rows) {
    var required = schema.get("required", YamlTree::texts, List.<String>of());
    schema
        .get("properties")
        .ifPresent(properties ->
            properties
                .branch()
                .members()
                .forEach((name, tree) -> {
                  var member = tree.branch();
                  rows.add(
                      "<tr><th scope=\"row\">"
                          + code(path + name)
                          + "</th><td>"
                          + phrase(member)
                          + "</td><td>"
                          + (required.contains(name) ? "yes" : "no")
                          + "</td><td>"
                          + line(member.get("description", YamlTree::text, ""))
                          + "</td></tr>\n");
                  addRows(member, path + name + ".", rows);
                  member
                      .get("items")
                      .ifPresent(items -> addRows(items.branch(), path + name + "[].", rows));
                }));
  }

  private static String needsOne(Branch schema) {
    return schema
        .get("anyOf")
        .map(choices ->
            choices.row().stream()
                .flatMap(choice ->
                    choice.branch().get("required", YamlTree::texts, List.<String>of()).stream())
                .map(HtmlText::code)
                .collect(
                    Collectors.joining(", ", "<p>At least one of these is needed: ", ".</p>\n")))
        .orElse("");
  }

  private static String choices(List<YamlTree> choices, String between) {
    return choices.stream()
        .map(YamlTree::branch)
        .filter(choice -> choice.get("$ref").isPresent() || choice.get("type").isPresent())
        .map(SchemaHtml::phrase)
        .collect(Collectors.joining(between));
  }

  private static String type(Branch schema) {
    var items = schema.get("items");
    if (items.isPresent()) return "array of " + phrase(items.get().branch());
    return schema
        .get("type")
        .map(type ->
            type instanceof YamlTree.Row row ? String.join(" or ", row.texts()) : type.text())
        .map(HtmlText::escape)
        .orElse("any value");
  }

  private static String oneOf(Branch schema) {
    return schema
        .get("enum")
        .map(words ->
            words.texts().stream()
                .map(HtmlText::code)
                .collect(Collectors.joining(", ", ": one of ", "")))
        .orElse("");
  }

  private static String limits(Branch schema) {
    return LIMITS.stream()
        .filter(limit -> schema.get(limit).isPresent())
        .map(limit -> ", " + escape(limit) + " " + code(schema.need(limit).text()))
        .collect(Collectors.joining());
  }
}
