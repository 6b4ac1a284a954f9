package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.operators.SecondFactors;
import java.util.Optional;

/// Turns the operator's second factor on and off.
public final class FactorPage implements Page {
  private static final String PATH = "/console/profile/factor";
  private static final String PROFILE = "/console/profile";

  private final SecondFactors factors;

  public FactorPage(SecondFactors factors) {
    this.factors = factors;
  }

  /// A factor that waits for its first code.
  ///
  /// @param begun what is shown this once
  public record View(SecondFactors.Begun begun, Field code) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.guarded(PATH, Role.VIEWER, this::begun);
    routes.dangerous(PATH, Role.VIEWER, PATH, this::taken);
    routes.dangerous(PATH + "/off", Role.VIEWER, PROFILE, this::dropped);
  }

  private Answer begun(Visit visit) {
    ProfilePage.demandPassword(visit);
    return shown(200, factors.begin(visit.who().operator()), Optional.empty());
  }

  private static Answer shown(int status, SecondFactors.Begun begun, Optional<String> error) {
    var code =
        Field.of("code", "Code", Kind.TEXT)
            .help("The six digits that the app shows now.")
            .autocomplete("one-time-code")
            .numeric()
            .error(error);
    return new Answer.View(status, "factor", "Second factor", Nav.NOWHERE, new View(begun, code));
  }

  private Answer taken(Visit visit) {
    ProfilePage.demandPassword(visit);
    var operator = visit.who().operator();
    var sealed = visit.form().one("sealed").orElse("");
    if (factors.take(operator, sealed, visit.form().one("code").orElse("")))
      return Answer.onward(PROFILE, Toast.done("The second factor is on."));
    return factors
        .again(operator, sealed)
        .map(begun ->
            shown(400, begun, Optional.of("This is not the code. Type the one shown now.")))
        .orElseGet(() -> Answer.onward(PATH));
  }

  private Answer dropped(Visit visit) {
    return factors.drop(visit.who().operator())
        ? Answer.onward(PROFILE, Toast.done("The second factor is off."))
        : Answer.onward(
            PROFILE, Toast.failed("Someone changed this while you were here. Try again."));
  }
}
