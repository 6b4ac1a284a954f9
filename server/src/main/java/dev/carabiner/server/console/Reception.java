package dev.carabiner.server.console;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.console.ConsoleRoutes.Handling;
import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.operators.SignedIn;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.RequestIds;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;

/// Looks at everybody who comes: signed in, with the right role, from one of our pages. Whatever
/// happens, people get a page.
final class Reception {
  /// The header in which our script says the form's token as well.
  static final String CSRF_HEADER = "X-Carabiner-Csrf";

  /// Our script asks for a part of a page.
  private static final String PART_HEADER = "X-Carabiner-Part";

  private static final System.Logger LOG = System.getLogger(Reception.class.getName());

  private final Comers comers;
  private final SameOrigin sameOrigin;
  private final Dress dress;
  private final InstantSource clock;

  Reception(Comers comers, SameOrigin sameOrigin, Dress dress, InstantSource clock) {
    this.comers = comers;
    this.sameOrigin = sameOrigin;
    this.dress = dress;
    this.clock = clock;
  }

  Handler showing(Role least, Handling handling) {
    return open(request ->
        who(request)
            .map(who -> answered(visit(request, who), least, handling))
            .orElseGet(() -> toSignIn(request)));
  }

  Handler changing(Role least, Handling handling) {
    return open(request -> {
      var who = who(request);
      if (who.isEmpty()) return toSignIn(request);
      return answered(
          visit(request, who.get()),
          least,
          visit -> {
            sameOrigin.check(request);
            checkToken(request);
            return handling.answer(visit);
          });
    });
  }

  /// As `handling`, for who gave the password a short while ago.
  Handling proven(String askAgain, Handling handling) {
    return visit ->
        visit.who().provenAt().plus(ConsoleDoor.PROVEN).isAfter(visit.now())
            ? handling.answer(visit)
            : Answer.onward("/console/prove?then=" + encoded(filled(askAgain, visit)));
  }

  /// For pages that everybody may see.
  Handler open(Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (Problem problem) {
        return alone(request, problem.status(), "Nothing was done", problem.message() + ".");
      } catch (RuntimeException trouble) {
        LOG.log(ERROR, "request " + request.requestId() + " failed", trouble);
        var number = " Its number is " + RequestIds.shown(request.requestId()) + ".";
        return trouble instanceof Fault
            ? alone(request, 503, "The store does not answer", "Try again shortly." + number)
            : alone(request, 500, "This page failed", "It is our mistake." + number);
      }
    };
  }

  Optional<SignedIn> who(Request request) {
    var byHand = request.headers(PART_HEADER).isEmpty();
    return dress.cookies().session(request).flatMap(cookie -> comers.find(cookie, byHand));
  }

  private Visit visit(Request request, SignedIn who) {
    return new Visit(request, who, clock.instant(), dress.cookies().scheme(request));
  }

  /// The token of this session's forms.
  String token(Request request) {
    return Cookies.csrf(dress.cookies().session(request).orElse(""));
  }

  void checkToken(Request request) {
    var right = token(request);
    var sent = request.header(CSRF_HEADER).or(() -> request.form().one(Frame.CSRF)).orElse("");
    if (!MessageDigest.isEqual(right.getBytes(US_ASCII), sent.getBytes(UTF_8)))
      throw new Problem(
          403,
          "STALE_FORM",
          "This form is from an earlier sign-in, so nothing was done; open it anew");
  }

  /// To the sign-in, and from there back. A browser that comes from another site leaves our cookie
  /// out, so it is sent here once more by a page of ours.
  Reply toSignIn(Request request) {
    if (!request.headers(PART_HEADER).isEmpty()) return ConsoleHeaders.on(Reply.empty(401));
    if (request.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent()
        && request.method().equals("GET"))
      return dress.alone(request, 200, "again", request.path());
    var away = dress.cookies().session(request).isPresent() ? "&away=1" : "";
    var then = request.method().equals("GET") ? request.path() : "/console";
    return ConsoleHeaders.on(Reply.seeOther("/console/sign-in?then=" + encoded(then) + away));
  }

  private Reply answered(Visit visit, Role least, Handling handling) {
    try {
      if (!visit.who().operator().role().may(least)) return dress.reply(visit, forbidden(least));
      return dress.reply(visit, handling.answer(visit));
    } catch (Problem problem) {
      return dress.reply(visit, told(problem));
    } catch (RuntimeException trouble) {
      LOG.log(ERROR, "request " + visit.request().requestId() + " failed", trouble);
      return dress.reply(visit, broken(visit.request(), trouble instanceof Fault));
    }
  }

  private Reply alone(Request request, int status, String title, String said) {
    var back = Button.link("Go to the overview", "/console");
    return dress.alone(request, status, "card", Card.words(title, said, back));
  }

  private static Answer forbidden(Role least) {
    var sentence =
        switch (least) {
          case ADMIN -> "Operators cannot see or change secrets. Ask an administrator.";
          case OPERATOR, VIEWER -> "Viewers read and change nothing. Ask an administrator.";
        };
    return message(403, "Not for your role", sentence, "");
  }

  private static Answer told(Problem problem) {
    return problem.status() == 404
        ? Answer.notFound()
        : message(problem.status(), "Nothing was done", problem.message() + ".", "");
  }

  private static Answer broken(Request request, boolean store) {
    var number = RequestIds.shown(request.requestId());
    return store
        ? message(
            503, "The store does not answer", "Nothing was changed. Try again shortly.", number)
        : message(500, "This page failed", "It is our mistake. The log has the rest.", number);
  }

  private static Answer message(int status, String title, String sentence, String number) {
    var back = Button.link("Go to the overview", "/console");
    return new Answer.View(
        status,
        "message",
        title,
        Nav.NOWHERE,
        new Message(title, sentence, Optional.of(back), number));
  }

  private static String filled(String pattern, Visit visit) {
    var path = pattern;
    for (var part : pattern.split("/", -1))
      if (part.startsWith("{"))
        path = path.replace(part, encoded(visit.path(part.substring(1, part.length() - 1))));
    return path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
