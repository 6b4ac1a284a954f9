package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.connect.pages.ConfirmForm;
import dev.carabiner.server.connect.pages.ConfirmPage;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.connect.pages.ErrorPage;
import dev.carabiner.server.connect.pages.Names;
import dev.carabiner.server.connect.pages.PageHeaders;
import dev.carabiner.server.connect.pages.Pages;
import dev.carabiner.server.connect.pages.PermissionWords;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.KnownScope;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.web.Reply;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Fills the connecting user's pages with what is known of app, provider and user.
final class ConnectPages {
  /// A user id that a person recognises as their own: an e-mail address.
  private static final Pattern READABLE = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,128}");

  private final Pages pages;
  private final Supplier<Catalogue> catalogue;
  private final SessionStore store;
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

  ConnectPages(Pages pages, Supplier<Catalogue> catalogue, SessionStore store, Product product) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.store = store;
    this.product = product;
  }

  /// The page that asks first.
  Reply ask(NextStep.Ask ask, URI action) {
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
                    Collectors.toMap(KnownScope::scope, KnownScope::description, (one, _) -> one)));
    var form = new ConfirmForm(action, ask.cookie().csrf(), List.of());
    var page =
        new ConfirmPage(
            new Names(product.name(), app.name(), name),
            forWhom(ask.flow()),
            words.of(scopes),
            form,
            product.host());
    return withHeaders(200, pages.confirm(page));
  }

  /// The page that says why it does not go on.
  Reply stop(NextStep.Stop stop, String requestId) {
    var back = stop.app().map(ConnectPages::origin);
    return error(stop.error(), stop.status(), back, requestId);
  }

  /// The page for a request that makes no sense, or for trouble of our own.
  Reply error(ConnectError error, int status, Optional<URI> back, String requestId) {
    return withHeaders(
        status, pages.error(new ErrorPage(error, product.name(), back, requestId, product.host())));
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
