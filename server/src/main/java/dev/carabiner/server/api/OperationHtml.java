package dev.carabiner.server.api;

import static dev.carabiner.server.api.HtmlText.code;
import static dev.carabiner.server.api.HtmlText.escape;
import static dev.carabiner.server.api.HtmlText.line;
import static dev.carabiner.server.api.HtmlText.paragraphs;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.base.YamlTree.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One operation as a section of the page.
record OperationHtml(OpenApiTree document) {
  String section(OpenApiTree.Operation operation) {
    var members = operation.members();
    return "<section aria-labelledby=\""
        + escape(operation.id())
        + "\">\n<h3 id=\""
        + escape(operation.id())
        + "\">"
        + line(members.get("summary", YamlTree::text, operation.id()))
        + "</h3>\n<p>"
        + code(operation.method().toUpperCase(Locale.ROOT) + " " + operation.path())
        + "</p>\n"
        + paragraphs(members.get("description", YamlTree::text, ""))
        + security(members)
        + parameters(operation)
        + requestBody(members)
        + responses(members.need("responses").branch(), "h4")
        + "</section>\n";
  }

  /// A table of responses by status or name, and their examples under headings of that level.
  String responses(Branch responses, String heading) {
    var rows = new StringBuilder();
    var examples = new StringBuilder();
    responses
        .members()
        .forEach((status, tree) -> {
          var shared = OpenApiTree.referenceName(tree.branch());
          var response = document.followed(tree);
          rows.append("<tr><th scope=\"row\">")
              .append(escape(status))
              .append("</th><td>")
              .append(line(response.get("description", YamlTree::text, "")));
          shared.ifPresent(name ->
              rows.append(" <a href=\"#response-").append(escape(name)).append("\">Details</a>"));
          rows.append("</td><td>")
              .append(headers(response))
              .append("</td><td>")
              .append(bodies(response))
              .append("</td></tr>\n");
          if (shared.isEmpty())
            examples.append(examples(response, heading, "Example of " + status));
        });
    return "<table>\n<caption>Answers</caption>\n<thead><tr><th scope=\"col\">Status</th><th scope=\"col\">Meaning</th><th scope=\"col\">Headers</th>"
        + "<th scope=\"col\">Body</th></tr></thead>\n<tbody>\n"
        + rows
        + "</tbody>\n</table>\n"
        + examples;
  }

  /// The examples of a response or request body.
  String examples(Branch holder, String heading, String title) {
    var html = new StringBuilder();
    holder
        .get("content")
        .ifPresent(content ->
            content
                .branch()
                .members()
                .values()
                .forEach(tree -> {
                  var media = tree.branch();
                  media
                      .get("example")
                      .ifPresent(example ->
                          html.append("<")
                              .append(heading)
                              .append(">")
                              .append(escape(title))
                              .append("</")
                              .append(heading)
                              .append(">\n<pre><code>")
                              .append(
                                  escape(
                                      new ExampleJson(document)
                                          .write(
                                              example,
                                              media.get("schema").map(document::followed))))
                              .append("</code></pre>\n"));
                }));
    return html.toString();
  }

  private String security(Branch members) {
    var schemes = new ArrayList<String>();
    for (var choice : members.get("security", YamlTree::row, List.<YamlTree>of())) {
      choice
          .branch()
          .members()
          .forEach((scheme, scopes) ->
              schemes.add(
                  "<a href=\"#security-"
                      + escape(scheme)
                      + "\">"
                      + escape(scheme)
                      + "</a>"
                      + scopes.texts().stream()
                          .map(scope -> " with the scope " + code(scope))
                          .collect(Collectors.joining())));
    }
    return schemes.isEmpty()
        ? "<p>Needs no authentication header.</p>\n"
        : "<p>Authentication: " + String.join(" or ", schemes) + "</p>\n";
  }

  private String parameters(OpenApiTree.Operation operation) {
    var all =
        new ArrayList<>(operation.shared().get("parameters", YamlTree::row, List.<YamlTree>of()));
    all.addAll(operation.members().get("parameters", YamlTree::row, List.<YamlTree>of()));
    if (all.isEmpty()) return "";
    var rows =
        all.stream()
            .map(document::followed)
            .map(OperationHtml::parameter)
            .collect(Collectors.joining());
    return "<table>\n<caption>Parameters</caption>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">In</th><th scope=\"col\">Value</th>"
        + "<th scope=\"col\">Needed</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n"
        + rows
        + "</tbody>\n</table>\n";
  }

  private static String parameter(Branch parameter) {
    return "<tr><th scope=\"row\">"
        + code(parameter.need("name").text())
        + "</th><td>"
        + escape(parameter.need("in").text())
        + "</td><td>"
        + SchemaHtml.phrase(parameter.need("schema").branch())
        + "</td><td>"
        + (parameter.get("required", YamlTree::text, "false").equals("true") ? "yes" : "no")
        + "</td><td>"
        + line(parameter.get("description", YamlTree::text, ""))
        + parameter.get("example").map(example -> " Example: " + code(example.text())).orElse("")
        + "</td></tr>\n";
  }

  private String requestBody(Branch members) {
    return members
        .get("requestBody")
        .map(document::followed)
        .map(body ->
            "<p>Body: "
                + bodies(body)
                + (body.get("required", YamlTree::text, "false").equals("true")
                    ? ""
                    : "; may be left out")
                + "</p>\n"
                + examples(body, "h4", "Example of a body"))
        .orElse("");
  }

  private static String bodies(Branch holder) {
    return holder
        .get("content")
        .map(content ->
            content.branch().members().entrySet().stream()
                .map(media ->
                    code(media.getKey())
                        + media
                            .getValue()
                            .branch()
                            .get("schema")
                            .map(schema -> " " + SchemaHtml.phrase(schema.branch()))
                            .orElse(""))
                .collect(Collectors.joining(" or ")))
        .orElse("none");
  }

  private static String headers(Branch response) {
    return response
        .get("headers")
        .map(headers ->
            headers.branch().members().keySet().stream()
                .map(HtmlText::code)
                .collect(Collectors.joining(", ")))
        .orElse("");
  }
}
