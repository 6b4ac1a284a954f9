package dev.carabiner.server.api;

import static dev.carabiner.server.api.HtmlText.code;
import static dev.carabiner.server.api.HtmlText.escape;
import static dev.carabiner.server.api.HtmlText.line;
import static dev.carabiner.server.api.HtmlText.paragraphs;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.base.YamlTree.Branch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An OpenAPI document as one page for people: no script, and nothing from elsewhere but one style
/// sheet.
public final class OpenApiPage {
  private final OpenApiTree document;

  private OpenApiPage(Branch openapi) {
    this.document = new OpenApiTree(openapi);
  }

  /// The whole page.
  ///
  /// @param openapi an OpenAPI 3.1 document whose references stay within it
  /// @param stylesheetHref where the style sheet is
  /// @throws dev.carabiner.server.base.SettingsProblem naming the line of what is missing or of
  ///   another shape
  public static String html(Branch openapi, String stylesheetHref) {
    return new OpenApiPage(openapi).page(stylesheetHref);
  }

  private String page(String stylesheetHref) {
    var info = document.root().need("info").branch();
    var title = line(info.need("title").text());
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>"
        + escape(info.need("title").text())
        + "</title>\n<link rel=\"stylesheet\" href=\""
        + escape(stylesheetHref)
        + "\">\n</head>\n<body>\n"
        + "<a href=\"#content\">Skip to the calls</a>\n<header>\n<h1>"
        + title
        + "</h1>\n<p>Version "
        + escape(info.need("version").text())
        + "</p>\n"
        + paragraphs(info.get("description", YamlTree::text, ""))
        + "</header>\n"
        + contents()
        + "<main id=\"content\">\n"
        + calls()
        + authentication()
        + sharedAnswers()
        + schemas()
        + "</main>\n</body>\n</html>\n";
  }

  private String contents() {
    var rows =
        document.operations().stream()
            .map(operation ->
                "<tr><th scope=\"row\"><a href=\"#"
                    + escape(operation.id())
                    + "\">"
                    + line(operation.members().get("summary", YamlTree::text, operation.id()))
                    + "</a></th><td>"
                    + code(operation.method().toUpperCase(Locale.ROOT) + " " + operation.path())
                    + "</td></tr>\n")
            .collect(Collectors.joining());
    return "<nav aria-label=\"Contents\">\n<table>\n<caption>All calls</caption>\n<thead><tr><th scope=\"col\">Call</th><th scope=\"col\">Method and path</th></tr></thead>\n<tbody>\n"
        + rows
        + "</tbody>\n</table>\n</nav>\n";
  }

  private String calls() {
    var byTag = new LinkedHashMap<String, StringBuilder>();
    for (var tag : document.root().get("tags", YamlTree::row, List.<YamlTree>of())) {
      byTag.put(
          tag.branch().need("name").text(),
          new StringBuilder(paragraphs(tag.branch().get("description", YamlTree::text, ""))));
    }
    var sections = new OperationHtml(document);
    for (var operation : document.operations()) {
      var tag = operation.members().get("tags", YamlTree::texts, List.of("Other")).getFirst();
      byTag.computeIfAbsent(tag, absent -> new StringBuilder()).append(sections.section(operation));
    }
    return byTag.entrySet().stream()
        .map(group -> "<h2>" + line(group.getKey()) + "</h2>\n" + group.getValue())
        .collect(Collectors.joining());
  }

  private String authentication() {
    var html = new StringBuilder("<h2>Authentication</h2>\n");
    document
        .components("securitySchemes")
        .forEach((name, scheme) ->
            html.append("<h3 id=\"security-")
                .append(escape(name))
                .append("\">")
                .append(escape(name))
                .append("</h3>\n<p>HTTP ")
                .append(escape(scheme.branch().get("scheme", YamlTree::text, "")))
                .append("</p>\n")
                .append(paragraphs(scheme.branch().get("description", YamlTree::text, ""))));
    return html.toString();
  }

  private String sharedAnswers() {
    var html = new StringBuilder("<h2>Shared answers</h2>\n");
    var examples = new OperationHtml(document);
    document
        .components("responses")
        .forEach((name, response) ->
            html.append("<h3 id=\"response-")
                .append(escape(name))
                .append("\">")
                .append(escape(name))
                .append("</h3>\n")
                .append(paragraphs(response.branch().get("description", YamlTree::text, "")))
                .append(headers(response.branch()))
                .append(examples.examples(response.branch(), "h4", "Example")));
    return html.toString();
  }

  private String headers(Branch response) {
    var rows = new StringBuilder();
    response
        .get("headers")
        .ifPresent(headers ->
            headers
                .branch()
                .members()
                .forEach((name, tree) -> {
                  var header = document.followed(tree);
                  rows.append("<tr><th scope=\"row\">")
                      .append(code(name))
                      .append("</th><td>")
                      .append(SchemaHtml.phrase(header.need("schema").branch()))
                      .append("</td><td>")
                      .append(line(header.get("description", YamlTree::text, "")))
                      .append("</td></tr>\n");
                }));
    if (rows.isEmpty()) return "";
    return "<table>\n<caption>Headers</caption>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Value</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n"
        + rows
        + "</tbody>\n</table>\n";
  }

  private String schemas() {
    var html = new StringBuilder("<h2>Bodies</h2>\n");
    document
        .components("schemas")
        .forEach((name, tree) -> {
          var schema = tree.branch();
          html.append("<h3 id=\"schema-")
              .append(escape(name))
              .append("\">")
              .append(escape(name))
              .append("</h3>\n<p>")
              .append(SchemaHtml.phrase(schema))
              .append("</p>\n")
              .append(paragraphs(schema.get("description", YamlTree::text, "")))
              .append(SchemaHtml.table(schema, "Members of " + escape(name)));
        });
    return html.toString();
  }
}
