package dev.carabiner.server.console;

import dev.carabiner.server.base.Initials;
import dev.carabiner.server.console.parts.Toast;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands around every page of the console. The first parameter of every template.
///
/// @param product the name of the installation's product
/// @param title of the page alone
/// @param here where in the side bar it is
/// @param places the places of the side bar that this operator can go to
/// @param counts numbers beside them
/// @param who is signed in
/// @param csrf the value of every form's hidden field [#CSRF]
/// @param toast what came of the act that led here
/// @param look what the page is drawn with
public record Frame(
    String product,
    String title,
    Nav here,
    List<Nav> places,
    Map<Nav, Count> counts,
    Who who,
    String csrf,
    Optional<Toast> toast,
    Look look) {
  /// The name of the form field that shows that a form came from one of our pages.
  public static final String CSRF = "csrf";

  public Frame {
    places = List.copyOf(places);
    counts = Map.copyOf(counts);
  }

  /// How many there are of something that the navigation leads to.
  ///
  /// @param number as it is shown
  /// @param urgent whether something in there needs a person
  public record Count(String number, boolean urgent) {}

  /// Who is signed in.
  ///
  /// @param role as people read it
  public record Who(String name, String role) {
    public String initials() {
      return Initials.of(name);
    }
  }

  /// How pages look.
  ///
  /// @param scheme `light`, `dark`, or empty for the system's
  /// @param stylesheet its address
  /// @param script its address
  public record Look(String scheme, String stylesheet, String script) {}

  /// The window's title.
  public String windowTitle() {
    return title.equals(product) || product.equals("Carabiner")
        ? title + " · Carabiner"
        : title + " · " + product + " · Carabiner";
  }

  /// The places of one group of the side bar.
  public List<Nav> places(Nav.Group group) {
    return Nav.of(group).stream().filter(places::contains).toList();
  }

  public Optional<Count> count(Nav nav) {
    return Optional.ofNullable(counts.get(nav));
  }
}
