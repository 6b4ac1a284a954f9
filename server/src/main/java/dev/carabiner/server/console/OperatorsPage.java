package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Operator;
import dev.carabiner.server.operators.Operators;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.web.Problem;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who may work at the console, for administrators.
public final class OperatorsPage implements Page {
  private static final String PATH = "/console/operators";
  private static final String ONE = PATH + "/{operator}";
  private static final String INVITE = PATH + "/invite";
  private static final Toast CHANGED =
      Toast.failed("Not done: someone changed this meanwhile, or no administrator would be left.");

  private final Operators operators;
  private final Function<Secret, String> address;

  /// @param address the whole address of a link that sets a password, to be shown once
  public OperatorsPage(Operators operators, Function<Secret, String> address) {
    this.operators = operators;
    this.address = address;
  }

  public record View(List<Row> rows) {}

  public record Row(Operator operator, Times since, boolean self) {}

  public record Inviting(Field name, Field login, Role role) {}

  /// Somebody who has yet to set a password.
  ///
  /// @param link shown this once
  public record Invited(String title, String link) {}

  public record One(Operator operator, boolean self) {}

  public record Removing(Danger danger) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.ADMIN, this::list);
    routes.guarded(
        INVITE,
        Role.ADMIN,
        _ -> inviting(200, new Operators.Person("", ""), Role.VIEWER, Optional.empty()));
    routes.dangerous(INVITE, Role.ADMIN, INVITE, this::invited);
    routes.get(ONE, Role.ADMIN, visit -> one(visit));
    routes.dangerous(ONE + "/role", Role.ADMIN, ONE, this::changed);
    routes.dangerous(ONE + "/link", Role.ADMIN, ONE, this::again);
    routes.dangerous(ONE + "/sessions", Role.ADMIN, ONE, this::signedOut);
    routes.guarded(ONE + "/remove", Role.ADMIN, visit -> removing(visit));
    routes.dangerous(ONE + "/remove", Role.ADMIN, ONE + "/remove", this::removed);
  }

  private Answer list(Visit visit) {
    var rows =
        operators.all().stream()
            .map(operator ->
                new Row(
                    operator, Times.of(operator.createdAt(), visit.now()), isSelf(operator, visit)))
            .toList();
    return Answer.view("operators", "Operators", Nav.OPERATORS, new View(rows));
  }

  private static Answer inviting(
      int status, Operators.Person person, Role role, Optional<String> taken) {
    var mending = status != 200;
    var name =
        Field.of("name", "Name", Kind.TEXT)
            .value(person.name())
            .error(person.nameObjection().filter(_ -> mending));
    var login =
        Field.of("login", "E-mail address", Kind.EMAIL)
            .value(person.login())
            .help("They sign in with it. Nothing is sent to it.")
            .error(person.loginObjection().filter(_ -> mending).or(() -> taken));
    return new Answer.View(
        status,
        "operator-invite",
        "Invite an operator",
        Nav.OPERATORS,
        new Inviting(mending ? name : name.focused(), login, role));
  }

  private Answer invited(Visit visit) {
    var form = visit.form();
    var person = new Operators.Person(form.one("name").orElse(""), form.one("login").orElse(""));
    var role = role(visit);
    if (person.nameObjection().isPresent() || person.loginObjection().isPresent())
      return inviting(400, person, role, Optional.empty());
    return operators
        .invite(person, role)
        .map(link -> link(person.name(), link))
        .orElseGet(
            () -> inviting(400, person, role, Optional.of("Somebody has this address already.")));
  }

  private Answer link(String name, Secret link) {
    return Answer.view(
        "operator-link",
        "Link for " + name,
        Nav.OPERATORS,
        new Invited("Link for " + name, address.apply(link)));
  }

  private Answer one(Visit visit) {
    var operator = find(visit);
    return Answer.view(
        "operator", operator.name(), Nav.OPERATORS, new One(operator, isSelf(operator, visit)));
  }

  private Answer changed(Visit visit) {
    var operator = ours(visit);
    return operators.change(operator, role(visit))
        ? Answer.onward(PATH, Toast.done("Saved. " + operator.name() + " signs in anew."))
        : Answer.onward(PATH, CHANGED);
  }

  private Answer again(Visit visit) {
    var operator = ours(visit);
    return link(operator.name(), operators.inviteAgain(operator));
  }

  private Answer signedOut(Visit visit) {
    var operator = find(visit);
    operators.endSessions(operator, Optional.empty());
    return Answer.onward(PATH, Toast.done(operator.name() + " is signed out everywhere."));
  }

  private Answer removing(Visit visit) {
    var operator = find(visit);
    var path = PATH + "/" + operator.id();
    return Answer.view(
        "operator-remove",
        "Remove " + operator.name(),
        Nav.OPERATORS,
        new Removing(
            new Danger(
                "Remove " + operator.name() + "?",
                operator.company().isPresent()
                    ? "They are signed out. As long as they are in an allowed group at your company's provider,"
                        + " they can sign in again."
                    : "They are signed out and cannot sign in any more. This cannot be undone; you can invite them"
                        + " again.",
                Optional.empty(),
                Optional.empty(),
                path + "/remove",
                "Remove operator",
                path)));
  }

  private Answer removed(Visit visit) {
    var operator = find(visit);
    return operators.remove(operator)
        ? Answer.onward(PATH, Toast.done(operator.name() + " is removed."))
        : Answer.onward(PATH, CHANGED);
  }

  private Operator find(Visit visit) {
    return operators.find(visit.path("operator")).orElseThrow(Problem::routeNotFound);
  }

  /// Somebody whose role and password are decided here.
  private Operator ours(Visit visit) {
    var operator = find(visit);
    if (operator.company().isPresent())
      throw new Problem(
          409, "NOT_DECIDED_HERE", "The groups at the company's provider decide this");
    return operator;
  }

  private static Role role(Visit visit) {
    return Role.of(visit.form().one("role").orElse(""))
        .orElseThrow(() -> Problem.invalidRequest("Choose a role"));
  }

  private static boolean isSelf(Operator operator, Visit visit) {
    return operator.id().equals(visit.who().operator().id());
  }
}
