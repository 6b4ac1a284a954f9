package dev.carabiner.server.console;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.setup.WorkspaceApps;
import dev.carabiner.server.setup.WorkspaceApps.Outcome;
import dev.carabiner.server.web.Problem;
import java.util.Optional;
import java.util.Set;

/// Makes an app, changes one, and gives one another client secret.
public final class AppFormPage implements Page {
  private static final String ADD = GalleryPage.PATH + "/{provider}";
  private static final String EDIT = AppsPage.ONE + "/edit";
  private static final String SECRET = AppsPage.ONE + "/secret";
  private static final String VALUE = "client_secret";

  private final Desk desk;

  public AppFormPage(Desk desk) {
    this.desk = desk;
  }

  /// Another client secret for an app.
  public record Replacing(String name, String path, Field secret) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.guarded(ADD, Role.ADMIN, this::blank);
    routes.dangerous(ADD, Role.ADMIN, ADD, this::made);
    routes.get(EDIT, Role.OPERATOR, this::edited);
    routes.post(EDIT, Role.OPERATOR, this::changed);
    routes.guarded(SECRET, Role.ADMIN, visit -> replacing(visit, Optional.empty()));
    routes.dangerous(SECRET, Role.ADMIN, SECRET, this::replaced);
  }

  private Answer blank(Visit visit) {
    var provider = provider(visit.path("provider"));
    return making(provider, AppFields.blank(provider, freeKey(provider.id())), Optional.empty());
  }

  private Answer making(Provider provider, AppFields fields, Optional<AppForm.Wrong> wrong) {
    var key = AppKey.parse(fields.text("key")).orElseGet(() -> new AppKey(provider.id()));
    return shown(
        new AppForm(
            "Add " + provider.name(),
            GalleryPage.PATH + "/" + provider.id(),
            GalleryPage.PATH,
            true,
            provider,
            desk.redirectUris().of(key),
            fields,
            wrong));
  }

  private Answer made(Visit visit) {
    var provider = provider(visit.path("provider"));
    var fields = AppFields.of(visit.form(), AppFields.kinds(provider));
    var workspace = Desk.workspace(fields.text("workspace"));
    if (workspace.isEmpty())
      return making(
          provider,
          fields,
          Optional.of(
              new AppForm.Wrong(
                  "workspace",
                  "1 to 63 letters, digits, “.”, “_” or “-”, a letter or digit first.")));
    var entry = fields.entry(provider).put("key", fields.text("key"));
    visit
        .form()
        .one(VALUE)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> entry.put(VALUE, text));
    for (var name : Set.copyOf(entry.propertyNames()))
      if (entry.get(name).isNull()) entry.remove(name);
    var variables = entry.withObject("/variables");
    for (var id : Set.copyOf(variables.propertyNames()))
      if (variables.get(id).isNull()) variables.remove(id);
    var outcome = desk.own().make(Desk.caller(visit, workspace.get()), entry);
    return outcome instanceof Outcome.Done(var app)
        ? saved(visit, app)
        : making(provider, fields, Optional.of(wrong(outcome, provider)));
  }

  private Answer edited(Visit visit) {
    var found = changeable(visit);
    return changing(found, AppFields.of(found.kept().app()), Optional.empty());
  }

  private Answer changing(
      WorkspaceApps.Listed found, AppFields fields, Optional<AppForm.Wrong> wrong) {
    var app = found.kept().app();
    var path = AppsPage.PATH + "/" + app.key();
    return shown(
        new AppForm(
            "Edit " + app.name(),
            path + "/edit",
            path,
            false,
            provider(app.provider().id()),
            found.redirectUri(),
            fields,
            wrong));
  }

  private Answer changed(Visit visit) {
    var found = changeable(visit);
    var app = found.kept().app();
    var fields = AppFields.of(visit.form(), app.consent().scopes().keySet());
    var outcome =
        desk.own()
            .change(
                Desk.caller(visit, app.workspace()),
                app.key(),
                fields.entry(provider(app.provider().id())));
    return outcome instanceof Outcome.Done(var changed)
        ? saved(visit, changed)
        : changing(
            found,
            fields,
            Optional.of(wrong(outcome, provider(found.kept().app().provider().id()))));
  }

  private Answer replacing(Visit visit, Optional<String> error) {
    var app = changeable(visit).kept().app();
    var field =
        Field.of(VALUE, "New client secret", Field.Kind.PASSWORD)
            .help("Sealed when saved and never shown again. Sessions carry on with it at once.")
            .error(error)
            .focused();
    return new Answer.View(
        error.isEmpty() ? 200 : 400,
        "app-secret",
        "Replace secret",
        Nav.APPS,
        new Replacing(app.name(), AppsPage.PATH + "/" + app.key(), field));
  }

  private Answer replaced(Visit visit) {
    var app = changeable(visit).kept().app();
    var secret = visit.form().one(VALUE).orElse("");
    if (secret.isEmpty()) return replacing(visit, Optional.of("Paste the new secret."));
    var outcome =
        desk.own()
            .change(
                Desk.caller(visit, app.workspace()), app.key(), Json.object().put(VALUE, secret));
    return outcome instanceof Outcome.Done
        ? Answer.onward(
            AppsPage.PATH + "/" + app.key(), Toast.done("Saved. Sessions carry on with it."))
        : replacing(visit, Optional.of(wrong(outcome, provider(app.provider().id())).what()));
  }

  private static Answer saved(Visit visit, WorkspaceApps.Listed app) {
    var path = AppsPage.PATH + "/" + app.kept().app().key();
    var test = visit.form().one("then").filter("test"::equals).isPresent();
    return Answer.onward(test ? path + "/test" : path, Toast.done("Saved."));
  }

  private static Answer shown(AppForm form) {
    return new Answer.View(
        form.wrong().isEmpty() ? 200 : 400, "app-form", form.title(), Nav.APPS, form);
  }

  private static AppForm.Wrong wrong(Outcome outcome, Provider provider) {
    return switch (outcome) {
      case Outcome.Wrong(var why) -> AppForm.Wrong.of(why, provider);
      case Outcome.Taken() ->
          new AppForm.Wrong("key", "This key is taken, or differs from a taken one by case only.");
      case Outcome.TooMany() ->
          new AppForm.Wrong(
              "", "A workspace may have %,d apps; delete one first.".formatted(WorkspaceApps.MOST));
      case Outcome.OfTheFile(var place) ->
          new AppForm.Wrong("", "It is set in " + place + "; change it there.");
      case Outcome.Unknown() -> throw Problem.routeNotFound();
      case Outcome.Done _ -> throw new IllegalArgumentException("is not wrong");
    };
  }

  private WorkspaceApps.Listed changeable(Visit visit) {
    var found = desk.find(visit);
    if (found.place().isPresent()) throw AppsPage.ofTheFile(found.place().get());
    return found;
  }

  private Provider provider(String id) {
    return desk.catalogue().get().find(id).orElseThrow(Problem::routeNotFound);
  }

  /// The provider's id as a key, with a number where that is taken.
  private String freeKey(String id) {
    var key = id;
    for (var number = 2; desk.apps().findEvenLeaving(new AppKey(key)).isPresent(); number++)
      key = id + "-" + number;
    return key;
  }
}
