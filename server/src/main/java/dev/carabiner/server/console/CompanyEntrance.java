package dev.carabiner.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.operators.CompanySignIns;
import dev.carabiner.server.operators.CompanySignIns.End;
import dev.carabiner.server.operators.CompanySignIns.Reason;
import dev.carabiner.server.operators.CompanySignIns.Start;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;

/// The way in by the company's OpenID provider.
final class CompanyEntrance {
  static final String PATH = "/console/sign-in/openid";
  static final String CALLBACK = PATH + "/callback";
  private static final int LONGEST_THEN = 500;

  private final CompanySignIns signIns;
  private final String name;
  private final Dress dress;
  private final Reception reception;

  /// @param name what people call the provider
  CompanyEntrance(CompanySignIns signIns, String name, Dress dress, Reception reception) {
    this.signIns = signIns;
    this.name = name;
    this.dress = dress;
    this.reception = reception;
  }

  void hang(Routes routes) {
    routes.get(PATH, reception.open(this::begun));
    routes.get(CALLBACK, reception.open(this::ended));
  }

  /// What leads here from the sign-in.
  Button button() {
    return Button.link("Sign in with " + name, PATH);
  }

  /// The same, to go on to that page afterwards.
  static Button to(Button way, String then) {
    return Button.link(way.words(), PATH + "?then=" + encoded(then));
  }

  /// Asks somebody from the company's provider to show there once more who they are.
  static Card again(String then) {
    return Card.words(
        "Sign in, once more",
        "What comes next cannot be undone or has to do with secrets, so we make sure that it is you.",
        Button.link("Continue", PATH + "?anew=1&then=" + encoded(then)).primary());
  }

  private Reply begun(Request request) {
    var then =
        Entrance.then(request.query().one("then").filter(path -> path.length() <= LONGEST_THEN));
    var anew = request.query().one("anew").flatMap(_ -> reception.who(request));
    return switch (signIns.start(then, anew.filter(who -> who.operator().company().isPresent()))) {
      case Start.Go(var address, var cookie) ->
          dress.cookies().leave(ConsoleHeaders.on(Reply.seeOther(address.toString())), cookie);
      case Start.Unreachable() -> refused(request, 503, words(Reason.UNREACHABLE));
    };
  }

  private Reply ended(Request request) {
    var cookie = dress.cookies().left(request).orElse("");
    return dress
        .cookies()
        .back(
            switch (signIns.end(cookie, parameters(request), Entrance.from(request))) {
              // the browser leaves our strict cookie out until a page of ours asks for the next
              case End.In(var session, var then) ->
                  dress.cookies().begin(dress.alone(request, 200, "again", then), session);
              case End.Wait(var left) -> refused(request, 429, Entrance.wait(left));
              case End.Refused(var reason) -> refused(request, status(reason), words(reason));
            });
  }

  private static Map<String, String> parameters(Request request) {
    var all = new HashMap<String, String>();
    for (var name : request.query().names())
      request.query().one(name).ifPresent(value -> all.put(name, value));
    return all;
  }

  private Reply refused(Request request, int status, String words) {
    var start = Button.link("Go to the sign-in", Entrance.SIGN_IN);
    return dress.alone(request, status, "card", Card.words("Not signed in", words, start));
  }

  private static int status(Reason reason) {
    return switch (reason) {
      case NO_GROUP, DENIED, ANOTHER, NOT_ANEW -> 403;
      case UNREACHABLE -> 502;
      case BUSY -> 409;
      case NOT_BEGUN_HERE, USED, UNTRUSTED -> 400;
    };
  }

  private String words(Reason reason) {
    return switch (reason) {
      case NOT_BEGUN_HERE ->
          "This sign-in was begun in another browser, or more than ten minutes ago. Start again.";
      case USED -> "This sign-in was used already. Start again.";
      case DENIED -> "The sign-in was stopped at " + name + ".";
      case UNTRUSTED ->
          "What came back from "
              + name
              + " does not fit what was asked, so nobody was signed in. Start again; the log says more.";
      case UNREACHABLE ->
          "There is no usable answer from " + name + ". Try again shortly; the log says more.";
      case NO_GROUP ->
          "You are known to "
              + name
              + ", but in none of the groups that may work here. Ask whoever runs this installation.";
      case ANOTHER ->
          "You signed in as somebody else than who is signed in here. Sign out first, or use the same account.";
      case NOT_ANEW ->
          "You were not asked to sign in again, so nothing was done. "
              + name
              + " has to send auth_time when it is asked with max_age.";
      case BUSY -> "Somebody changed your account at the same moment. Start again.";
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
