package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.ConsoleSession;
import dev.carabiner.server.operators.Operator;
import dev.carabiner.server.operators.Operators;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.web.Problem;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;

/// The operator's own page: password, second factor, sessions, and how pages look.
public final class ProfilePage implements Page {
  private static final String PATH = "/console/profile";
  private static final String PASSWORD = PATH + "/password";
  private static final int SHORT = 12;

  private final Operators operators;

  public ProfilePage(Operators operators) {
    this.operators = operators;
  }

  /// The page.
  ///
  /// @param scheme that was chosen; empty for the system's
  public record View(Operator operator, List<Sitting> sessions, String scheme) {}

  /// A session as it is listed.
  ///
  /// @param mark its name in a form: the beginning of the hash, which opens nothing
  /// @param here whether it is the one that looks
  public record Sitting(String mark, String client, String address, Times since, boolean here) {}

  /// Another password.
  public record PasswordView(Field password) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::shown);
    routes.guarded(PASSWORD, Role.VIEWER, ProfilePage::password);
    routes.dangerous(PASSWORD, Role.VIEWER, PASSWORD, this::changed);
    routes.post(PATH + "/sessions/end", Role.VIEWER, this::ended);
    routes.post(PATH + "/scheme", Role.VIEWER, ProfilePage::looks);
  }

  private Answer shown(Visit visit) {
    var operator = visit.who().operator();
    var sessions =
        operators.sessions(operator).stream().map(session -> sitting(session, visit)).toList();
    return Answer.view(
        "profile", "Your account", Nav.NOWHERE, new View(operator, sessions, visit.scheme()));
  }

  private static Sitting sitting(ConsoleSession session, Visit visit) {
    return new Sitting(
        session.hash().substring(0, SHORT),
        Browsers.words(session.client()),
        session.address(),
        Times.of(session.createdAt(), visit.now()),
        session.hash().equals(visit.who().session()));
  }

  private static Answer password(Visit visit) {
    demandPassword(visit);
    return password(200, Optional.empty());
  }

  /// @throws Problem for who comes from the company's provider
  static void demandPassword(Visit visit) {
    if (visit.who().operator().company().isPresent())
      throw new Problem(
          409, "NO_PASSWORD", "You sign in at your company's provider, which keeps this for you");
  }

  private static Answer password(int status, Optional<String> objection) {
    var field =
        Field.of("password", "New password", Kind.PASSWORD)
            .help("12 characters or more; a sentence is good.")
            .autocomplete("new-password")
            .focused()
            .error(objection);
    return new Answer.View(
        status, "password", "New password", Nav.NOWHERE, new PasswordView(field));
  }

  private Answer changed(Visit visit) {
    demandPassword(visit);
    var password = Secret.of(visit.form().one("password").orElse(""));
    var objection = Operators.objection(password, visit.who().operator().login());
    if (objection.isPresent()) return password(400, objection);
    return operators.changePassword(visit.who(), password)
        ? Answer.onward(PATH, Toast.done("Password changed. Your other sessions have ended."))
        : Answer.onward(PATH, Toast.failed("Someone changed this while you were here. Try again."));
  }

  private Answer ended(Visit visit) {
    var operator = visit.who().operator();
    var mark = visit.form().need("session");
    if (mark.equals("others")) {
      operators.endSessions(operator, Optional.of(visit.who().session()));
      return Answer.onward(PATH, Toast.done("Your other sessions have ended."));
    }
    for (var session : operators.sessions(operator))
      if (session.hash().startsWith(mark) && mark.length() == SHORT)
        operators.endSession(operator, session.hash());
    return Answer.onward(PATH, Toast.done("The session has ended."));
  }

  private static Answer looks(Visit visit) {
    var word = visit.form().one("scheme").orElse("");
    var known = word.equals("light") || word.equals("dark") ? word : "";
    return new Answer.Looking(PATH, known);
  }
}
