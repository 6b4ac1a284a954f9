package dev.carabiner.server.console.overview;

import dev.carabiner.server.console.Answer;
import dev.carabiner.server.console.ConsoleRoutes;
import dev.carabiner.server.console.Nav;
import dev.carabiner.server.console.Page;
import dev.carabiner.server.console.Visit;
import dev.carabiner.server.operators.Role;
import java.util.List;

/// The grants that end within seven days.
public final class EndingPage implements Page {
  static final String PATH = "/console/ending";
  private static final int SHOWN = 100;

  private final Endings endings;

  EndingPage(Endings endings) {
    this.endings = endings;
  }

  /// The page.
  ///
  /// @param number how many there are, in words
  public record View(List<Endings.Row> rows, String number, boolean more) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
  }

  private Answer list(Visit visit) {
    var soon = endings.soon(visit.now());
    var rows = soon.rows().stream().limit(SHOWN).toList();
    return Answer.view(
        "ending",
        "Ending soon",
        Nav.OVERVIEW,
        new View(rows, soon.number().of("grant"), rows.size() < soon.rows().size()));
  }
}
