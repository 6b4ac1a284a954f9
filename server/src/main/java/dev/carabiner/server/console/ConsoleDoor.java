package dev.carabiner.server.console;

import dev.carabiner.server.operators.Role;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything under `/console`: lets in who is signed in and may, and dresses what pages answer.
public final class ConsoleDoor implements Door {
  /// How long after the password was given dangerous things are done without asking for it again.
  public static final Duration PROVEN = Duration.ofMinutes(10);

  private final List<Page> pages;
  private final ConsoleAssets assets = new ConsoleAssets();
  private final Reception reception;
  private final Map<String, Role> shown = new HashMap<>();

  /// @param comers who is signed in
  /// @param pages what is shown
  public ConsoleDoor(
      Surface surface, Comers comers, List<Page> pages, Counts counts, InstantSource clock) {
    this.pages = List.copyOf(pages);
    var dress = new Dress(surface, assets, counts, shown);
    reception = new Reception(comers, new SameOrigin(surface), dress, clock);
  }

  /// As pages see it: the routes of one listener.
  private record Hanging(Routes routes, Map<String, Role> shown, Reception reception)
      implements ConsoleRoutes {
    @Override
    public void get(String pattern, Role least, Handling handling) {
      shown.put(pattern, least);
      routes.get(pattern, reception.showing(least, handling));
    }

    @Override
    public void post(String pattern, Role least, Handling handling) {
      routes.post(pattern, reception.changing(least, handling));
    }

    @Override
    public void dangerous(String pattern, Role least, String askAgain, Handling handling) {
      routes.post(pattern, reception.changing(least, reception.proven(askAgain, handling)));
    }
  }

  @Override
  public void hang(Routes routes) {
    Handler asset = request -> assets.find(request.pathValue("file"));
    routes.get(ConsoleAssets.PATH + "{file}", asset);
    var hanging = new Hanging(routes, shown, reception);
    hanging.get(
        "/console/menu",
        Role.VIEWER,
        visit -> Answer.view("menu", "Menu", Nav.NOWHERE, Message.NOT_FOUND));
    pages.forEach(page -> page.hang(hanging));
  }
}
