package dev.carabiner.server.connect.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The connecting user's pages as HTML. Safe for use by many threads.
///
/// Send what comes back as UTF-8 with `PageHeaders.PAGE`. Names in it are text, never markup,
/// whatever they hold.
public final class Pages {
  private final TemplateEngine templates;
  private final Assets assets;
  private final Texts texts;

  /// The pages in English.
  public Pages(Assets assets) {
    this(TemplateEngine.createPrecompiled(ContentType.Html), assets, Language.ENGLISH);
  }

  private Pages(TemplateEngine templates, Assets assets, Language language) {
    this.templates = templates;
    this.assets = assets;
    this.texts = Texts.in(language);
  }

  /// The same pages in that language.
  public Pages in(Language language) {
    return new Pages(templates, assets, language);
  }

  /// Asks the user before they are sent on.
  public String confirm(ConfirmPage page) {
    return render("connect/confirm.jte", page);
  }

  /// Asks the user which of their accounts it is to be.
  public String choose(ChoosePage page) {
    return render("connect/choose.jte", page);
  }

  /// Says why it does not go on.
  public String error(ErrorPage page) {
    return render("connect/error.jte", page);
  }

  /// Says that it is done.
  public String done(DonePage page) {
    return render("connect/done.jte", page);
  }

  private String render(String template, Object page) {
    StringOutput html = new StringOutput();
    templates.render(
        template,
        Map.of("page", page, "texts", texts, "stylesheet", assets.href(Assets.CONNECT_CSS)),
        html);
    return html.toString();
  }
}
