package dev.carabiner.server.app;

import dev.carabiner.server.api.Api;
import dev.carabiner.server.app.Settings.OpenId;
import dev.carabiner.server.console.AboutPage;
import dev.carabiner.server.console.AddProviderPage;
import dev.carabiner.server.console.AppFormPage;
import dev.carabiner.server.console.AppsPage;
import dev.carabiner.server.console.ClientsPage;
import dev.carabiner.server.console.ConsoleDoor;
import dev.carabiner.server.console.Desk;
import dev.carabiner.server.console.FactorPage;
import dev.carabiner.server.console.GalleryPage;
import dev.carabiner.server.console.OperatorsPage;
import dev.carabiner.server.console.Page;
import dev.carabiner.server.console.PartsGallery;
import dev.carabiner.server.console.ProfilePage;
import dev.carabiner.server.console.ProvidersPage;
import dev.carabiner.server.console.ReadingCall;
import dev.carabiner.server.console.SettingsPage;
import dev.carabiner.server.console.StartPage;
import dev.carabiner.server.console.Surface;
import dev.carabiner.server.console.TestPage;
import dev.carabiner.server.console.WebhooksPage;
import dev.carabiner.server.console.health.Healths;
import dev.carabiner.server.console.health.RecentFigures;
import dev.carabiner.server.console.overview.OverviewPage;
import dev.carabiner.server.console.sessions.BulkPage;
import dev.carabiner.server.console.sessions.SessionPage;
import dev.carabiner.server.console.sessions.SessionsPage;
import dev.carabiner.server.console.sessions.Sources;
import dev.carabiner.server.governor.Governor;
import dev.carabiner.server.oauth.OpenIdClient;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.operators.CompanyRules;
import dev.carabiner.server.operators.CompanySignIns;
import dev.carabiner.server.operators.Operators;
import dev.carabiner.server.operators.SecondFactors;
import dev.carabiner.server.operators.SignIns;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.store.StoreSettings;
import dev.carabiner.server.tokens.Outlooks;
import dev.carabiner.server.web.Door;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Puts the console together. A page to be added is one line here.
///
/// @param door answers under `/console`
/// @param operators who may work there
/// @param forget forgets sessions and links that are over
record ConsoleWiring(Door door, Operators operators, Runnable forget) {

  /// What pages look into.
  ///
  /// @param sources of the pages about sessions
  record Rooms(
      Sources sources,
      SessionPage.Deeds deeds,
      BulkPage.Deeds bulk,
      Desk desk,
      Api.Managed managed,
      Governor governor,
      Wire wire,
      Vault vault) {}

  static ConsoleWiring of(
      Settings settings, Store store, Rooms rooms, Wiring.Surroundings surroundings) {
    var clock = surroundings.clock();
    var surface = new Surface(settings.server().name(), URI.create(settings.server().url()));
    var factors = new SecondFactors(store.operators(), rooms.vault(), clock, surface.product());
    var rules = settings.openId().map(OpenId::rules).orElse(CompanyRules.NOBODY);
    var operators = new Operators(store.operators(), store.consoleSessions(), rules, clock);
    var signIns =
        new SignIns(
            store.operators(),
            store.consoleSessions(),
            store.signInTries(),
            factors,
            settings.openId().map(OpenId::issuer),
            clock);
    var company =
        settings
            .openId()
            .map(openId ->
                new ConsoleDoor.Company(
                    new CompanySignIns(
                        openIdClient(settings, openId, rooms.wire(), clock),
                        rules,
                        store.operators(),
                        store.consoleSessions(),
                        signIns,
                        rooms.vault(),
                        clock),
                    openId.name().orElse("your company account")));

    var pages = new ArrayList<Page>();
    var healths = healths(store, rooms);
    var overview =
        new OverviewPage(rooms.sources(), store.concerns(), healths, rooms.managed().webhooks());
    pages.add(
        new StartPage(
            rooms.sources(),
            rooms.deeds().flows(),
            surface,
            new ReadingCall(
                rooms.managed().clients(), surface.url(), settings.server().audiences().getFirst()),
            overview::show));
    pages.add(overview.endingPage());
    pages.add(new SessionsPage(rooms.sources()));
    pages.add(new SessionPage(rooms.sources(), rooms.deeds(), surface));
    pages.add(new BulkPage(rooms.sources(), rooms.bulk()));
    pages.addAll(setUpPages(rooms, healths));
    pages.add(new SettingsPage(settings.told().stream().map(ConsoleWiring::line).toList()));
    pages.add(new AboutPage(ProgramVersion.text(), store(settings)));
    pages.add(new ProfilePage(operators));
    pages.add(new FactorPage(factors));
    pages.add(new OperatorsPage(operators, link -> welcome(settings, link).toString()));
    if (surroundings.lenient()) pages.add(new PartsGallery());

    var people = new ConsoleDoor.People(operators, signIns, company);
    return new ConsoleWiring(
        new ConsoleDoor(surface, people, List.copyOf(pages), overview, clock),
        operators,
        signIns::forget);
  }

  /// What pages about sessions look into.
  static Sources sources(
      Store store,
      SessionStore sessions,
      Outlooks outlooks,
      LiveCatalogue catalogue,
      Retention retention) {
    return new Sources(
        store.apps(),
        sessions,
        store.browsing(),
        store.exchanges(),
        store.alarms(),
        outlooks,
        catalogue,
        retention);
  }

  /// How it goes with providers, on all pages alike.
  private static Healths healths(Store store, Rooms rooms) {
    var sources = rooms.sources();
    return new Healths(
        sources.apps(),
        sources.catalogue(),
        rooms.governor()::states,
        sources.alarms(),
        new RecentFigures(store.figures(), sources::workspaces));
  }

  private static OpenIdClient openIdClient(
      Settings settings, OpenId openId, Wire wire, InstantSource clock) {
    var registration =
        new OpenIdClient.Registration(
            openId.issuer(),
            openId.clientId(),
            openId.clientSecret(),
            settings.server().url() + ConsoleDoor.OPENID_CALLBACK,
            openId.scopes());
    return new OpenIdClient(
        registration, wire, address -> settings.outbound().warning(address).isEmpty(), clock);
  }

  /// Pages over the rooms that the management API uses.
  private static List<Page> setUpPages(Rooms rooms, Healths healths) {
    var managed = rooms.managed();
    var desk = rooms.desk();
    var sessions = rooms.sources().sessions();
    return List.of(
        new AppsPage(desk, sessions, managed.deletion()),
        new GalleryPage(desk.catalogue()),
        new AppFormPage(desk),
        new TestPage(desk, sessions, rooms.deeds().flows()),
        new ProvidersPage(desk, healths),
        new AddProviderPage(managed.providers(), desk),
        new ClientsPage(managed.clients(), desk.apps()),
        new WebhooksPage(managed.webhooks(), desk.apps()));
  }

  /// The address of a link that sets a password.
  static URI welcome(Settings settings, Secret link) {
    var path = ConsoleDoor.welcomePath(link.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
    return URI.create(settings.server().url() + path);
  }

  private static String store(Settings settings) {
    return switch (settings.store().url()) {
      case StoreSettings.InFile _ -> "SQLite, in a file";
      case StoreSettings.InPostgres _ -> "PostgreSQL";
    };
  }

  private static SettingsPage.Line line(EffectiveSettings.Line line) {
    return new SettingsPage.Line(line.key(), line.value(), line.origin());
  }
}
