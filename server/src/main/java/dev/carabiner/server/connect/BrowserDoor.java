package dev.carabiner.server.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.connect.pages.Assets;
import dev.carabiner.server.connect.pages.ChoosePage;
import dev.carabiner.server.connect.pages.ConfirmForm;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.connect.pages.Language;
import dev.carabiner.server.connect.pages.PageHeaders;
import dev.carabiner.server.connect.pages.VariableField;
import dev.carabiner.server.oauth.CallbackNames;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.net.URI;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Everything under `/connected_apps/`: reads what a browser brought, lets [ConnectFlow] decide,
/// and writes what it gets.
public final class BrowserDoor implements Door {
  private static final System.Logger LOG = System.getLogger(BrowserDoor.class.getName());

  private static final Pattern PLACE = Pattern.compile("[0-9]{1,3}");

  private final ConnectFlow flow;
  private final ConnectPages pages;
  private final Assets assets;
  private final FlowCookie.Style style;
  private final RandomValues random;
  private final InstantSource clock;

  BrowserDoor(
      ConnectFlow flow,
      ConnectPages pages,
      Assets assets,
      FlowCookie.Style style,
      RandomValues random,
      InstantSource clock) {
    this.flow = flow;
    this.pages = pages;
    this.assets = assets;
    this.style = style;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(
        Flows.startPattern(),
        page(request -> reply(request, flow.opened(request.pathValue("link"), visit(request)))));
    routes.post(Flows.startPattern(), page(this::answered));
    routes.get(RedirectUris.PATTERN, page(this::returned));
    routes.post(RedirectUris.PATTERN, this::posted);
    routes.post(ChoosePage.PATH + "{flow}", page(this::chosen));
    routes.get(Assets.PATH + "{file}", this::asset);
  }

  private Reply answered(Request request) {
    var form = request.form();
    var answer = form.need(ConfirmForm.ANSWER);
    if (!answer.equals(ConfirmForm.CONTINUE) && !answer.equals(ConfirmForm.REFUSE))
      throw Problem.invalidRequest("unknown answer");
    return reply(
        request,
        flow.answered(
            request.pathValue("link"),
            visit(request),
            new ConfirmAnswer(
                form.one("csrf").orElse(""),
                answer.equals(ConfirmForm.CONTINUE),
                variable -> form.one(VariableField.inputName(variable)))));
  }

  private Reply returned(Request request) {
    var key = AppKey.parse(request.pathValue("key"));
    var names = flow.callbackNames(key);
    var query = request.query();
    if (query.all(names.stateName()).isEmpty()) {
      var elsewhere = flow.begunElsewhere(key);
      if (elsewhere.isPresent()) return reply(request, elsewhere.get());
    }
    var state = query.need(names.stateName());
    var parameters = new HashMap<String, String>();
    for (var name : names.signed() ? query.names() : names.names())
      query.one(name).ifPresent(value -> parameters.put(name, value));
    return reply(request, flow.returned(key, state, Map.copyOf(parameters), visit(request)));
  }

  /// A form that another site posts brings none of our cookies along, so the browser is sent here
  /// once more, by GET; only for providers that are known to post.
  private Reply posted(Request request) {
    var names = flow.callbackNames(AppKey.parse(request.pathValue("key")));
    if (!names.posted()) throw Problem.methodNotAllowed(List.of("GET"));
    return page(form -> onceMore(form, names)).handle(request);
  }

  private static Reply onceMore(Request request, CallbackNames names) {
    var form = request.form();
    var query =
        (names.signed() ? form.names() : names.names())
            .stream()
                .flatMap(name ->
                    form.one(name).stream().map(value -> encoded(name) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    return Reply.seeOther(request.path() + "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private Reply asset(Request request) {
    var asset = assets.find(request.pathValue("file")).orElseThrow(Problem::routeNotFound);
    var reply = Reply.bytes(200, asset.contentType(), asset.bytes());
    for (var header : PageHeaders.ASSET.entrySet())
      reply = reply.with(header.getKey(), header.getValue());
    return reply;
  }

  private Reply reply(Request request, NextStep step) {
    return switch (step) {
      case NextStep.Ask ask ->
          ask.cookie()
              .on(pages.ask(ask, URI.create(request.path()), language(request)), request, style);
      case NextStep.Choose choose -> choose(request, choose);
      case NextStep.ToProvider(var address, var cookie) ->
          cookie.on(Reply.seeOther(address), request, style);
      case NextStep.ToApplication(var address) -> Reply.seeOther(address);
      case NextStep.Stop stop -> pages.stop(stop, language(request), request.requestId());
      case NextStep.Nothing() -> Reply.empty(204);
    };
  }

  private Reply choose(Request request, NextStep.Choose choose) {
    var cookie = visit(request).cookieOf(choose.flow());
    return cookie
        .flatMap(known -> pages.choose(choose, known, language(request)))
        .orElseGet(() -> error(new ConnectError.LinkUsed(), 400, request));
  }

  private Reply chosen(Request request) {
    var form = request.form();
    var place = form.need(ChoosePage.ACCOUNT);
    if (!PLACE.matcher(place).matches()) throw Problem.invalidRequest("unknown account");
    return reply(
        request,
        flow.chosen(
            request.pathValue("flow"),
            visit(request),
            form.one("csrf").orElse(""),
            Integer.parseInt(place)));
  }

  private Visit visit(Request request) {
    return new Visit(request, style, random, clock);
  }

  private Reply error(ConnectError error, int status, Request request) {
    return pages.error(error, status, Optional.empty(), language(request), request.requestId());
  }

  private static Language language(Request request) {
    return Language.preferred(request.header("Accept-Language"));
  }

  /// People get a page, whatever happens.
  private Handler page(Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (Problem malformed) {
        return error(new ConnectError.NothingHere(), malformed.status(), request);
      } catch (RuntimeException trouble) {
        LOG.log(System.Logger.Level.ERROR, "request " + request.requestId() + " failed", trouble);
        var status = trouble instanceof Fault ? 503 : 500;
        return error(new ConnectError.OurTrouble(), status, request);
      }
    };
  }
}
