package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.operators.SignIn;
import dev.carabiner.server.operators.SignIns;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ways in and out: signing in, the second factor, giving the password once more, signing out.
final class Entrance {
  static final String SIGN_IN = "/console/sign-in";
  private static final String CODE = "/console/sign-in/code";
  private static final String PROVE = "/console/prove";
  private static final String OUT = "/console/sign-out";

  /// Where to go on afterwards: a path of ours, never another host's.
  private static final Pattern PATH =
      Pattern.compile("/console(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~!$&'()*+,=:@-]+)*");

  private final SignIns signIns;
  private final SameOrigin sameOrigin;
  private final Dress dress;
  private final Reception reception;
  private final Optional<Button> company;

  /// @param company the way in by the company's provider, where there is one
  Entrance(
      SignIns signIns,
      SameOrigin sameOrigin,
      Dress dress,
      Reception reception,
      Optional<Button> company) {
    this.signIns = signIns;
    this.sameOrigin = sameOrigin;
    this.dress = dress;
    this.reception = reception;
    this.company = company;
  }

  void hang(Routes routes) {
    routes.get(SIGN_IN, reception.open(request -> signIn(request, 200, away(request), "")));
    routes.post(SIGN_IN, reception.open(this::signedIn));
    routes.get(CODE, reception.open(request -> code(request, 200, Optional.empty())));
    routes.post(CODE, reception.open(this::coded));
    routes.get(
        PROVE,
        reception.open(
            request -> prove(request, 200, then(request.query().one("then")), Optional.empty())));
    routes.post(PROVE, reception.open(this::proven));
    routes.post(OUT, reception.open(this::signedOut));
  }

  static SignIns.From from(Request request) {
    return new SignIns.From(request.client(), request.header("User-Agent").orElse("unknown"));
  }

  /// The page to go on to; the overview for what is none of ours.
  static String then(Optional<String> asked) {
    return asked
        .filter(path ->
            PATH.matcher(path).matches() && !path.startsWith(SIGN_IN) && !path.startsWith(PROVE))
        .orElse("/console");
  }

  private static Optional<String> away(Request request) {
    return request
        .query()
        .one("away")
        .map(_ ->
            "You were away for 15 minutes, so we signed you out. Your page waits behind the sign-in.");
  }

  private Reply signIn(Request request, int status, Optional<String> trouble, String login) {
    var then =
        then(
            request.method().equals("POST")
                ? request.form().one("then")
                : request.query().one("then"));
    var name =
        Field.of("login", "E-mail address", Kind.EMAIL).value(login).autocomplete("username");
    var password = Field.of("password", "Password", Kind.PASSWORD).autocomplete("current-password");
    var again = !login.isEmpty();
    var card =
        Card.form(
                "Sign in",
                "To the console of " + dress.surface().product() + ".",
                SIGN_IN,
                "Sign in",
                List.of(again ? name : name.focused(), again ? password.focused() : password))
            .hidden(Map.of("then", then))
            .trouble(trouble)
            .other(company.map(way -> CompanyEntrance.to(way, then)));
    return dress.alone(request, status, "card", card);
  }

  private Reply signedIn(Request request) {
    sameOrigin.check(request);
    var form = request.form();
    var login = form.one("login").orElse("");
    var password = Secret.of(form.one("password").orElse(""));
    return switch (signIns.signIn(login, password, from(request))) {
      case SignIn.In(var cookie) -> in(cookie, then(form.one("then")));
      case SignIn.CodeWanted(var cookie) -> in(cookie, CODE + "?then=" + then(form.one("then")));
      case SignIn.Refused() ->
          signIn(request, 400, Optional.of("This address and password do not go together."), login);
      case SignIn.Wait(var left) -> signIn(request, 429, Optional.of(wait(left)), login);
    };
  }

  private Reply code(Request request, int status, Optional<String> trouble) {
    var then =
        then(
            request.method().equals("POST")
                ? request.form().one("then")
                : request.query().one("then"));
    var code =
        Field.of("code", "Code", Kind.TEXT)
            .help("Six digits from your authenticator app.")
            .autocomplete("one-time-code")
            .numeric()
            .focused();
    var card =
        Card.form(
                "One more step",
                "Your account has a second factor.",
                CODE,
                "Continue",
                List.of(code))
            .hidden(Map.of("then", then))
            .trouble(trouble)
            .other(Optional.of(Button.link("Start again", SIGN_IN).quiet()));
    return dress.alone(request, status, "card", card);
  }

  private Reply coded(Request request) {
    sameOrigin.check(request);
    var cookie = dress.cookies().session(request).orElse("");
    var code = request.form().one("code").orElse("");
    return switch (signIns.code(cookie, code, from(request))) {
      case SignIn.In(var whole) -> in(whole, then(request.form().one("then")));
      case SignIn.CodeWanted(var half) -> in(half, CODE);
      case SignIn.Refused() ->
          code(
              request,
              400,
              Optional.of("This code is not right, was used, or is over. Type the next one."));
      case SignIn.Wait(var left) -> code(request, 429, Optional.of(wait(left)));
    };
  }

  private Reply prove(Request request, int status, String then, Optional<String> trouble) {
    var who = reception.who(request);
    if (who.isEmpty()) return reception.toSignIn(request);
    if (company.isPresent() && who.get().operator().company().isPresent())
      return dress.alone(request, status, "card", CompanyEntrance.again(then));
    var password =
        Field.of("password", "Password", Kind.PASSWORD).autocomplete("current-password").focused();
    var card =
        Card.form(
                "Your password, once more",
                "What comes next cannot be undone or has to do with secrets, so we make sure that it is you.",
                PROVE,
                "Continue",
                List.of(password))
            .hidden(Map.of("then", then, Frame.CSRF, reception.token(request)))
            .trouble(trouble)
            .other(Optional.of(Button.link("Go back", then).quiet()));
    return dress.alone(request, status, "card", card);
  }

  private Reply proven(Request request) {
    sameOrigin.check(request);
    var who = reception.who(request);
    if (who.isEmpty()) return reception.toSignIn(request);
    reception.checkToken(request);
    var then = then(request.form().one("then"));
    var password = Secret.of(request.form().one("password").orElse(""));
    return switch (signIns.prove(who.get(), password, from(request))) {
      case SignIn.In(var cookie) -> in(cookie, then);
      case SignIn.CodeWanted(var cookie) -> in(cookie, CODE);
      case SignIn.Refused() -> prove(request, 400, then, Optional.of("This is not your password."));
      case SignIn.Wait(var left) -> prove(request, 429, then, Optional.of(wait(left)));
    };
  }

  private Reply signedOut(Request request) {
    sameOrigin.check(request);
    reception.checkToken(request);
    dress.cookies().session(request).ifPresent(signIns::signOut);
    var reply = ConsoleHeaders.on(Reply.seeOther(SIGN_IN));
    return dress.cookies().end(reply.with("Clear-Site-Data", "\"cache\", \"storage\""));
  }

  /// On with a new session.
  Reply in(String cookie, String path) {
    return dress.cookies().begin(ConsoleHeaders.on(Reply.seeOther(path)), cookie);
  }

  static String wait(Duration left) {
    var seconds = Math.max(1, left.toSeconds());
    var words = seconds < 60 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    return "Too many tries in vain. Try again in " + words + ".";
  }
}
