package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.operators.Operator;
import dev.carabiner.server.operators.Operators;
import dev.carabiner.server.operators.SignIns;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;

/// What a link from the terminal or an administrator opens: making the first administrator, or
/// setting one's own password.
final class Invitations {
  private static final String PATTERN = "/console/welcome/{link}";

  private final Operators operators;
  private final SignIns signIns;
  private final SameOrigin sameOrigin;
  private final Dress dress;
  private final Reception reception;
  private final Entrance entrance;

  Invitations(
      Operators operators,
      SignIns signIns,
      SameOrigin sameOrigin,
      Dress dress,
      Reception reception,
      Entrance entrance) {
    this.operators = operators;
    this.signIns = signIns;
    this.sameOrigin = sameOrigin;
    this.dress = dress;
    this.reception = reception;
    this.entrance = entrance;
  }

  /// Where a link leads.
  static String path(String link) {
    return PATTERN.replace("{link}", link);
  }

  void hang(Routes routes) {
    routes.get(PATTERN, reception.open(this::opened));
    routes.post(PATTERN, reception.open(this::answered));
  }

  private Reply opened(Request request) {
    var link = operators.open(request.pathValue("link"));
    if (link.isEmpty()) return over(request);
    return link.get().whose().isPresent()
        ? own(request, 200, link.get().whose().get(), Optional.empty())
        : first(request, 200, new Operators.Person("", ""), Optional.empty());
  }

  private Reply answered(Request request) {
    sameOrigin.check(request);
    var link = operators.open(request.pathValue("link"));
    if (link.isEmpty()) return over(request);
    var form = request.form();
    var password = Secret.of(form.one("password").orElse(""));
    var whose = link.get().whose();
    if (whose.isPresent()) {
      var objection = Operators.objection(password, whose.get().login());
      if (objection.isPresent()) return own(request, 400, whose.get(), objection);
      return go(request, operators.accept(request.pathValue("link"), password));
    }
    var person = new Operators.Person(form.one("name").orElse(""), form.one("login").orElse(""));
    var objection = Operators.objection(password, person.login());
    if (person.nameObjection().isPresent()
        || person.loginObjection().isPresent()
        || objection.isPresent()) return first(request, 400, person, objection);
    return go(request, operators.first(request.pathValue("link"), person, password));
  }

  private Reply go(Request request, Optional<Operator> operator) {
    return operator
        .map(found ->
            entrance.in(signIns.admitted(found, Entrance.from(request)).cookie(), "/console"))
        .orElseGet(() -> over(request));
  }

  private Reply first(
      Request request, int status, Operators.Person person, Optional<String> objection) {
    var mending = status != 200;
    var name =
        Field.of("name", "Your name", Kind.TEXT)
            .value(person.name())
            .autocomplete("name")
            .error(person.nameObjection().filter(_ -> mending));
    var login =
        Field.of("login", "E-mail address", Kind.EMAIL)
            .value(person.login())
            .help("You sign in with it. Nothing is sent to it.")
            .autocomplete("username")
            .error(person.loginObjection().filter(_ -> mending));
    var card =
        Card.form(
            "Set up the console",
            "You make the first administrator of "
                + dress.surface().product()
                + ". Others are invited from inside.",
            request.path(),
            "Make the administrator",
            List.of(mending ? name : name.focused(), login, password(objection)));
    return dress.alone(request, status, "card", card);
  }

  private Reply own(Request request, int status, Operator whose, Optional<String> objection) {
    var card =
        Card.form(
            "Hello, " + whose.name(),
            "Set the password with which you sign in as " + whose.login() + ".",
            request.path(),
            "Set password",
            List.of(password(objection).focused()));
    return dress.alone(request, status, "card", card);
  }

  private static Field password(Optional<String> objection) {
    return Field.of("password", "Password", Kind.PASSWORD)
        .help("12 characters or more; a sentence is good.")
        .autocomplete("new-password")
        .error(objection);
  }

  private Reply over(Request request) {
    var card =
        Card.words(
            "This link no longer opens",
            "It was used, or its time is over. A link for the first start is printed anew whenever the server"
                + " starts; for any other, ask an administrator.",
            Button.link("Sign in", Entrance.SIGN_IN));
    return dress.alone(request, 404, "card", card);
  }
}
