package dev.carabiner.server.console;

import dev.carabiner.server.operators.Role;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Makes replies of answers: the frame around a page, headers, cookies.
final class Dress {
  private final Surface surface;
  private final ConsoleAssets assets;
  private final Counts counts;
  private final Map<String, Role> shown;
  private final Renderer renderer = new Renderer();
  private final Cookies cookies;

  /// @param shown the patterns of all pages with the role that each asks for
  Dress(Surface surface, ConsoleAssets assets, Counts counts, Map<String, Role> shown) {
    this.surface = surface;
    this.assets = assets;
    this.counts = counts;
    this.shown = shown;
    this.cookies = new Cookies(surface.isSecure());
  }

  Cookies cookies() {
    return cookies;
  }

  Surface surface() {
    return surface;
  }

  Reply reply(Visit visit, Answer answer) {
    return switch (answer) {
      case Answer.View view -> page(visit, view);
      case Answer.Onward(var path, var toast) -> onward(path, toast);
      case Answer.Away(var path) -> alone(visit.request(), 200, "again", path.toString());
      case Answer.Looking(var path, var scheme) ->
          cookies.scheme(onward(path, Optional.empty()), scheme);
      case Answer.Dismissed(var path) -> cookies.dismiss(onward(path, Optional.empty()));
      case Answer.Raw(var reply) -> ConsoleHeaders.on(reply);
    };
  }

  /// A page without the frame, for who is not signed in: `look`, `product` and `page` are its
  /// parameters.
  Reply alone(Request request, int status, String name, Object page) {
    return renderer.page(
        status, name, Map.of("look", look(request), "product", surface.product(), "page", page));
  }

  Reply onward(String path, Optional<dev.carabiner.server.console.parts.Toast> toast) {
    var reply = ConsoleHeaders.on(Reply.seeOther(path));
    return toast.map(words -> cookies.say(reply, words)).orElse(reply);
  }

  private Reply page(Visit visit, Answer.View view) {
    var request = visit.request();
    var toast = cookies.said(request);
    var operator = visit.who().operator();
    var frame =
        new Frame(
            surface.product(),
            view.title(),
            view.here(),
            Arrays.stream(Nav.values()).filter(nav -> mayGo(operator.role(), nav)).toList(),
            counts.now(),
            new Frame.Who(operator.name(), operator.role().shown()),
            Cookies.csrf(cookies.session(request).orElse("")),
            toast,
            look(request));
    var reply =
        renderer.page(view.status(), view.name(), Map.of("frame", frame, "page", view.page()));
    return toast.isPresent() ? cookies.unsay(reply) : reply;
  }

  private boolean mayGo(Role role, Nav nav) {
    return Optional.ofNullable(shown.get(nav.path())).filter(role::may).isPresent();
  }

  private Frame.Look look(Request request) {
    return new Frame.Look(cookies.scheme(request), assets.stylesheet(), assets.script());
  }
}
