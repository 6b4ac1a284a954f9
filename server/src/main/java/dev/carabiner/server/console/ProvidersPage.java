package dev.carabiner.server.console;

import dev.carabiner.server.console.health.Healths;
import dev.carabiner.server.console.health.ProviderHealth;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.console.parts.Plot;
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

/// The providers in use and how calls to them go, and what the catalogue says of each there is.
public final class ProvidersPage implements Page {
  private static final String PATH = "/console/providers";

  private final Desk desk;
  private final Healths healths;

  public ProvidersPage(Desk desk, Healths healths) {
    this.desk = desk;
    this.healths = healths;
  }

  /// The providers in use.
  ///
  /// @param known how many the catalogue has
  public record View(List<Row> rows, int known, boolean mayAdd) {}

  /// A provider in use.
  ///
  /// @param said what stands under its state; empty for nothing
  /// @param latency of its latest calls, in words
  public record Row(
      ProviderHealth health, Mark mark, String said, String latency, String calls, String failed) {}

  /// One provider as the catalogue has it.
  ///
  /// @param health how it goes with it, where it is in use
  /// @param addresses kind → template
  public record One(
      String id,
      String name,
      Mark mark,
      Optional<String> docs,
      List<String> categories,
      Optional<HealthView> health,
      Map<String, String> addresses,
      List<EntryWords.Section> sections,
      boolean mayAdd) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
    routes.get(PATH + "/{provider}", Role.VIEWER, this::one);
  }

  private Answer list(Visit visit) {
    var rows =
        healths.of(healths.day(visit.now())).stream().map(each -> row(each, visit.now())).toList();
    var known = desk.catalogue().get().ids().size();
    var may = AppsPage.may(visit, Role.ADMIN);
    return Answer.view("providers", "Providers", Nav.PROVIDERS, new View(rows, known, may));
  }

  private static Row row(ProviderHealth health, Instant now) {
    var calls = health.calls();
    return new Row(
        health,
        Mark.of(health.name()),
        HealthView.brief(health.state(), now),
        health.latency().map(HealthView::millis).orElse("none"),
        Plot.grouped(calls.all()),
        calls.failed() == 0 ? "none" : Plot.grouped(calls.failed()));
  }

  private Answer one(Visit visit) {
    var id = visit.path("provider");
    var catalogue = desk.catalogue().get();
    var provider = catalogue.find(id).orElseThrow(Problem::routeNotFound);
    var health = healths.find(id, healths.day(visit.now()));
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
            Mark.of(provider.name()),
            provider.about().docs(),
            provider.about().categories().stream().map(GalleryPage::words).toList(),
            health.map(each -> HealthView.of(each, visit.now())),
            addresses,
            new EntryWords(catalogue.entry(id).orElseThrow()).sections(),
            AppsPage.may(visit, Role.ADMIN)));
  }

  private static String words(Endpoint endpoint) {
    return GalleryPage.words(endpoint.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
