package dev.carabiner.server.console;

import dev.carabiner.server.operators.CompanySignIns;
import dev.carabiner.server.operators.Operators;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.operators.SignIns;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Everything under `/console`: lets in who is signed in and may, and dresses what pages answer.
public final class ConsoleDoor implements Door {
  /// How long after the password was given dangerous things are done without asking for it again.
  public static final Duration PROVEN = Duration.ofMinutes(10);

  /// Where the company's provider sends people back to.
  public static final String OPENID_CALLBACK = CompanyEntrance.CALLBACK;

  /// So deep people get a page also where nothing is.
  private static final int DEEPEST = 4;

  private static final String[] PLACES = {"a", "b", "c", "d"};

  private final List<Page> pages;
  private final ConsoleAssets assets = new ConsoleAssets();
  private final Reception reception;
  private final List<Consumer<Routes>> entrances;
  private final Map<String, Role> shown = new HashMap<>();

  /// @param people who may come in
  /// @param pages what is shown
  public ConsoleDoor(
      Surface surface, People people, List<Page> pages, Counts counts, InstantSource clock) {
    this.pages = List.copyOf(pages);
    var dress = new Dress(surface, assets, counts, shown);
    var sameOrigin = new SameOrigin(surface);
    var signIns = people.signIns();
    reception = new Reception(signIns::find, sameOrigin, dress, clock);
    var company =
        people
            .company()
            .map(named -> new CompanyEntrance(named.signIns(), named.name(), dress, reception));
    var entrance =
        new Entrance(signIns, sameOrigin, dress, reception, company.map(CompanyEntrance::button));
    var invitations =
        new Invitations(people.operators(), signIns, sameOrigin, dress, reception, entrance);
    entrances = new ArrayList<>(List.of(entrance::hang, invitations::hang));
    company.ifPresent(way -> entrances.add(way::hang));
  }

  /// Those who may come in, and how.
  ///
  /// @param company those whom the company's provider names, where there is one
  public record People(Operators operators, SignIns signIns, Optional<Company> company) {}

  /// The way in by the company's provider.
  ///
  /// @param name what people call it
  public record Company(CompanySignIns signIns, String name) {}

  /// Where a link that sets a password leads.
  ///
  /// @param link as [Operators#setupLink] and [Operators#invite] give it
  public static String welcomePath(String link) {
    return Invitations.path(link);
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
    public void guarded(String pattern, Role least, Handling handling) {
      get(pattern, least, reception.proven(pattern, handling));
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
    entrances.forEach(entrance -> entrance.accept(routes));
    var hanging = new Hanging(routes, shown, reception);
    hanging.get(
        "/console/menu",
        Role.VIEWER,
        visit -> Answer.view("menu", "Menu", Nav.NOWHERE, Message.NOT_FOUND));
    pages.forEach(page -> page.hang(hanging));
    for (var depth = 1; depth <= DEEPEST; depth++)
      hanging.get(
          "/console" + "/{%s}".repeat(depth).formatted((Object[]) PLACES),
          Role.VIEWER,
          _ -> Answer.notFound());
  }
}
