package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.connect.pages.ChoosePage;
import dev.carabiner.server.connect.pages.ConfirmForm;
import dev.carabiner.server.connect.pages.ConfirmPage;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.connect.pages.ErrorPage;
import dev.carabiner.server.connect.pages.Language;
import dev.carabiner.server.connect.pages.Names;
import dev.carabiner.server.connect.pages.PageHeaders;
import dev.carabiner.server.connect.pages.Pages;
import dev.carabiner.server.connect.pages.PermissionWords;
import dev.carabiner.server.connect.pages.Texts;
import dev.carabiner.server.connect.pages.VariableField;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.KnownScope;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.web.Reply;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fills the connecting user's pages with what is known of app, provider and user.
final class ConnectPages {
  /// A user id that a person recognises as their own: an e-mail address.
  private static final Pattern READABLE = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,128}");

  private final Pages pages;
  private final Supplier<Catalogue> catalogue;
  private final SessionStore store;
  private final ConnectedApps apps;
  private final Product product;

  /// The product that people know.
  ///
  /// @param name shown on every page
  /// @param url our public base URL
  record Product(String name, URI url) {
    private String host() {
      return url.getRawAuthority();
    }
  }

  ConnectPages(
      Pages pages,
      Supplier<Catalogue> catalogue,
      SessionStore store,
      ConnectedApps apps,
      Product product) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.store = store;
    this.apps = apps;
    this.product = product;
  }

  /// The page that asks first.
  Reply ask(NextStep.Ask ask, URI action, Language language) {
    var app = ask.app();
    var provider = catalogue.get().find(app.provider().id());
    var name = provider.map(Provider::name).orElse(app.name());
    var scopes =
        app.consent().all().isEmpty()
            ? provider.map(known -> known.protocol().defaultScopes()).orElse(List.of())
            : app.consent().all();
    var words =
        new PermissionWords(
            name,
            provider.map(known -> known.protocol().scopes()).orElse(List.of()).stream()
                .collect(
                    Collectors.toMap(KnownScope::scope, KnownScope::description, (one, _) -> one)),
            language);
    var form = new ConfirmForm(action, ask.cookie().csrf(), fields(ask, Texts.in(language)));
    var page =
        new ConfirmPage(
            new Names(product.name(), app.name(), name),
            forWhom(ask.flow()),
            words.of(scopes),
            form,
            product.host());
    return withHeaders(200, pages.in(language).confirm(page));
  }

  private List<VariableField> fields(NextStep.Ask ask, Texts texts) {
    return Stream.concat(
            ask.entries().stream().map(entry -> field(entry, texts)),
            ask.typed().stream().map(entry -> field(entry, texts)))
        .toList();
  }

  private VariableField field(Typed.Entry entry, Texts texts) {
    var field = entry.field();
    return new VariableField(
        field.id(),
        field.label(),
        field.help(),
        entry.shown(),
        entry.wrong().map(wrong -> sentence(wrong, texts)),
        field.secret());
  }

  private static String sentence(Typed.Wrong wrong, Texts texts) {
    return switch (wrong) {
      case MISSING -> texts.text("field.missing");
      case DOES_NOT_FIT -> texts.text("field.copied");
      case REFUSED -> texts.text("field.refused");
    };
  }

  private VariableField field(UserValues.Entry entry, Texts texts) {
    var variable = entry.variable();
    return new VariableField(
        variable.id(),
        label(variable.id()),
        variable.description().equals(variable.id()) ? "" : variable.description(),
        entry.value(),
        entry.wrong().map(wrong -> sentence(wrong, texts)));
  }

  /// The variable's name as people write it.
  private static String label(String id) {
    var words = id.replace('_', ' ').strip();
    return words.isEmpty()
        ? id
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String sentence(UserValues.Wrong wrong, Texts texts) {
    return switch (wrong) {
      case MISSING -> texts.text("field.missing");
      case DOES_NOT_FIT -> texts.text("field.plain");
      case HOST_NOT_ALLOWED -> texts.phrase("field.host", Map.of("product", product.name())).text();
    };
  }

  /// The page on which the user chooses an account.
  ///
  /// @return empty if the app is gone
  Optional<Reply> choose(NextStep.Choose choose, FlowCookie cookie, Language language) {
    return apps.find(choose.flow().session().app())
        .map(app -> choose(choose, app, cookie, language));
  }

  private Reply choose(
      NextStep.Choose choose, ConnectedApp app, FlowCookie cookie, Language language) {
    var provider = catalogue.get().find(app.provider().id()).map(Provider::name).orElse(app.name());
    return withHeaders(
        200,
        pages
            .in(language)
            .choose(
                new ChoosePage(
                    new Names(product.name(), app.name(), provider),
                    choose.labels(),
                    new ChoosePage.Form(
                        URI.create(ChoosePage.PATH + choose.flow().linkHash()), cookie.csrf()),
                    product.host())));
  }

  /// The page that says why it does not go on.
  Reply stop(NextStep.Stop stop, Language language, String requestId) {
    var back = stop.app().map(ConnectPages::origin);
    return error(stop.error(), stop.status(), back, language, requestId);
  }

  /// The page for a request that makes no sense, or for trouble of our own.
  Reply error(
      ConnectError error, int status, Optional<URI> back, Language language, String requestId) {
    return withHeaders(
        status,
        pages
            .in(language)
            .error(new ErrorPage(error, product.name(), back, requestId, product.host())));
  }

  private Optional<String> forWhom(Flow flow) {
    return flow.request()
        .userLabel()
        .or(() ->
            store
                .find(flow.session().workspace(), flow.session().id())
                .flatMap(reading -> readable(reading.session().owner())));
  }

  private static Optional<String> readable(Owner owner) {
    return owner.userId().filter(id -> READABLE.matcher(id).matches());
  }

  private static URI origin(ConnectedApp app) {
    var callback = URI.create(app.flow().returnTo().callbackUrl());
    return URI.create(callback.getScheme() + "://" + callback.getRawAuthority() + "/");
  }

  private static Reply withHeaders(int status, String html) {
    var reply = Reply.html(status, html);
    for (var header : PageHeaders.PAGE.entrySet())
      reply = reply.with(header.getKey(), header.getValue());
    return reply;
  }
}
