package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.governor.GateState;
import dev.carabiner.server.governor.GateView;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.EntryWords;
import dev.carabiner.server.providers.Template;
import dev.carabiner.server.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The providers in use and how calls to them go, and what the catalogue says of each there is.
public final class ProvidersPage implements Page {
  private static final String PATH = "/console/providers";

  private final Desk desk;
  private final Supplier<List<GateView>> gates;

  /// @param gates how calls go, one for each client at each host; none before the first trouble
  public ProvidersPage(Desk desk, Supplier<List<GateView>> gates) {
    this.desk = desk;
    this.gates = gates;
  }

  public record View(List<Row> rows) {}

  /// A provider in use.
  ///
  /// @param troubled one for each gate that is not simply open
  public record Row(
      String id, String name, Mark mark, List<ConnectedApp> apps, List<State> troubled) {}

  /// How calls of one client to one host go.
  public record State(Badge badge, String said, String host) {}

  /// One provider as the catalogue has it.
  ///
  /// @param addresses kind → template
  public record One(
      String id,
      String name,
      Mark mark,
      Optional<String> docs,
      List<String> categories,
      List<ConnectedApp> apps,
      List<State> troubled,
      Map<String, String> addresses,
      List<EntryWords.Section> sections,
      boolean mayAdd) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
    routes.get(PATH + "/{provider}", Role.VIEWER, this::one);
  }

  private Answer list(Visit visit) {
    var used = new TreeMap<String, List<ConnectedApp>>();
    for (var app : desk.apps().all())
      used.computeIfAbsent(app.provider().id(), _ -> new java.util.ArrayList<>()).add(app);
    var states = gates.get();
    var rows =
        used.entrySet().stream()
            .map(each -> {
              var name = desk.providerName(each.getValue().getFirst());
              return new Row(
                  each.getKey(),
                  name,
                  Mark.letters(name),
                  each.getValue(),
                  troubled(each.getValue(), states, visit.now()));
            })
            .toList();
    return Answer.view("providers", "Providers", Nav.PROVIDERS, new View(rows));
  }

  private Answer one(Visit visit) {
    var id = visit.path("provider");
    var catalogue = desk.catalogue().get();
    var provider = catalogue.find(id).orElseThrow(Problem::routeNotFound);
    var apps = desk.apps().all().stream().filter(app -> app.provider().id().equals(id)).toList();
    var addresses = new TreeMap<String, String>();
    for (var endpoint : Endpoint.values())
      provider.addresses().at(endpoint).ifPresent(at -> addresses.put(words(endpoint), at.text()));
    provider.addresses().issuer().map(Template::text).ifPresent(at -> addresses.put("Issuer", at));
    return Answer.view(
        "provider",
        provider.name(),
        Nav.PROVIDERS,
        new One(
            id,
            provider.name(),
            Mark.letters(provider.name()),
            provider.about().docs(),
            provider.about().categories().stream().map(GalleryPage::words).toList(),
            apps,
            troubled(apps, gates.get(), visit.now()),
            addresses,
            new EntryWords(catalogue.entry(id).orElseThrow()).sections(),
            AppsPage.may(visit, Role.ADMIN)));
  }

  /// A gate belongs to a client: that is what apps and gates have in common.
  private static List<State> troubled(List<ConnectedApp> apps, List<GateView> gates, Instant now) {
    return gates.stream()
        .filter(gate ->
            apps.stream().anyMatch(app -> app.credentials().clientId().equals(gate.key().client())))
        .flatMap(gate -> state(gate, now).stream())
        .toList();
  }

  private static Optional<State> state(GateView gate, Instant now) {
    return switch (gate.state()) {
      case GateState.Flowing _ -> Optional.empty();
      case GateState.Shut(var trouble, var until) ->
          Optional.of(
              new State(
                  Badge.trouble("Not called"),
                  trouble.why().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                      + "; tried again "
                      + Times.of(until, now).ago(),
                  gate.key().host()));
      case GateState.Probing(var trouble, _, _) ->
          Optional.of(
              new State(
                  Badge.trouble("One call tries"),
                  trouble.why().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  gate.key().host()));
    };
  }

  private static String words(Endpoint endpoint) {
    return GalleryPage.words(endpoint.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
