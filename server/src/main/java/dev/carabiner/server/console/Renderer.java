package dev.carabiner.server.console;

import dev.carabiner.server.web.Reply;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The console's templates. Whatever a value holds, it is text in the page, never markup.
final class Renderer {
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  /// A page of `src/main/jte/console`.
  Reply page(int status, String name, Map<String, Object> parameters) {
    var html = new StringOutput();
    templates.render("console/" + name + ".jte", parameters, html);
    return ConsoleHeaders.on(Reply.html(status, html.toString()));
  }
}
