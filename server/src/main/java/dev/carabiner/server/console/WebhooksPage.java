package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.Subscription;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.server.webhooks.Webhooks;
import dev.carabiner.server.webhooks.Webhooks.Outcome;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The webhooks: addresses that are told of events, and how the messages to each stand.
public final class WebhooksPage implements Page {
  private static final String PATH = "/console/webhooks";
  private static final String ADD = PATH + "/{workspace}/add";
  private static final String ONE = PATH + "/{workspace}/{webhook}";
  private static final String DELETE = ONE + "/delete";
  private static final int SHOWN = 50;

  /// How long an old signing secret still signs beside the new one.
  private static final Duration OVERLAP = Duration.ofDays(1);

  private final Webhooks webhooks;
  private final ConnectedApps apps;

  /// @param apps whose workspaces are listed beside the default one
  public WebhooksPage(Webhooks webhooks, ConnectedApps apps) {
    this.webhooks = webhooks;
    this.apps = apps;
  }

  public record View(List<Room> rooms, boolean mayAdd) {}

  /// A workspace and its webhooks.
  public record Room(String workspace, List<Webhook> webhooks) {}

  /// A webhook that is yet to be made.
  public record Making(String workspace, Field url, List<String> ticked, Optional<String> wrong) {
    /// What can be asked for.
    public List<String> types() {
      return Events.TYPES;
    }
  }

  /// A signing secret that is shown this once.
  public record Made(String host, Secret secret, String path) {
    /// The secret in the clear, for the one page that shows it.
    public String shown() {
      return secret.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
    }
  }

  /// One webhook.
  ///
  /// @param mayChange whether the operator's role lets switch and test it
  /// @param mayEnd whether it lets touch secrets and delete
  public record One(
      Webhook webhook, String path, List<Line> deliveries, boolean mayChange, boolean mayEnd) {
    public boolean hasGivenUp() {
      return deliveries.stream()
          .anyMatch(line -> line.delivery().status() == Delivery.Status.GIVEN_UP);
    }
  }

  /// How one message stands.
  public record Line(Delivery delivery, Times created) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
    routes.guarded(ADD, Role.ADMIN, visit -> making(visit, "", List.of(), Optional.empty()));
    routes.dangerous(ADD, Role.ADMIN, ADD, this::made);
    routes.get(ONE, Role.VIEWER, this::one);
    routes.post(ONE + "/test", Role.OPERATOR, this::tested);
    routes.post(ONE + "/again", Role.OPERATOR, this::sentAgain);
    routes.post(ONE + "/all-again", Role.OPERATOR, this::allSentAgain);
    routes.post(ONE + "/enabled", Role.OPERATOR, this::switched);
    routes.dangerous(ONE + "/secret", Role.ADMIN, ONE, this::replaced);
    routes.guarded(DELETE, Role.ADMIN, visit -> deleting(visit, Optional.empty()));
    routes.dangerous(DELETE, Role.ADMIN, DELETE, this::deleted);
  }

  private Answer list(Visit visit) {
    var rooms =
        Desk.workspaces(apps).stream()
            .map(each -> new Room(each.name(), webhooks.list(each)))
            .toList();
    return Answer.view(
        "webhooks", "Webhooks", Nav.WEBHOOKS, new View(rooms, AppsPage.may(visit, Role.ADMIN)));
  }

  private static Answer making(
      Visit visit, String url, List<String> ticked, Optional<String> wrong) {
    var field =
        Field.of("url", "Address", Kind.URL)
            .value(url)
            .help("https on port 443 of a public host. Each message is signed and sent by POST.")
            .error(wrong)
            .focused();
    return new Answer.View(
        wrong.isEmpty() ? 200 : 400,
        "webhook-add",
        "Add webhook",
        Nav.WEBHOOKS,
        new Making(Desk.workspace(visit).name(), field, ticked, wrong));
  }

  private Answer made(Visit visit) {
    var url = visit.form().one("url").orElse("").strip();
    var ticked = visit.form().all("event").stream().filter(Subscription::isKnown).toList();
    if (ticked.isEmpty())
      return making(visit, url, ticked, Optional.of("Tick at least one event below."));
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException noAddress) {
      return making(visit, url, ticked, Optional.of("This is no address."));
    }
    var outcome = webhooks.make(Desk.workspace(visit), new Subscription(address, ticked));
    return switch (outcome) {
      case Outcome.Done(var webhook, var secret) -> shown(webhook, secret.orElseThrow());
      case Outcome.Forbidden() ->
          making(
              visit,
              url,
              ticked,
              Optional.of(
                  "Messages cannot go there: https on port 443 of a public host, or a host under outbound.allow."));
      case Outcome.TooMany() ->
          making(
              visit,
              url,
              ticked,
              Optional.of(
                  "A workspace may have " + Webhooks.MOST + " webhooks; delete one first."));
      case Outcome.Unknown() -> throw Problem.routeNotFound();
    };
  }

  private static Answer shown(Webhook webhook, Secret secret) {
    return Answer.view(
        "webhook-secret",
        "Signing secret",
        Nav.WEBHOOKS,
        new Made(host(webhook), secret, path(webhook)));
  }

  private Answer one(Visit visit) {
    var found = find(visit);
    var lines =
        webhooks.deliveries(found.key(), Optional.empty(), SHOWN).stream()
            .map(each -> new Line(each, Times.of(each.times().created(), visit.now())))
            .toList();
    return Answer.view(
        "webhook",
        host(found),
        Nav.WEBHOOKS,
        new One(
            found,
            path(found),
            lines,
            AppsPage.may(visit, Role.OPERATOR),
            AppsPage.may(visit, Role.ADMIN)));
  }

  private Answer tested(Visit visit) {
    var found = find(visit);
    var sent = webhooks.test(found.key());
    return Answer.onward(
        path(found),
        sent.isPresent()
            ? Toast.done("A test message is on its way.")
            : Toast.failed("Not sent: the webhook is gone."));
  }

  private Answer sentAgain(Visit visit) {
    var found = find(visit);
    return Answer.onward(
        path(found),
        webhooks.again(found.key(), visit.form().one("message").orElse(""))
            ? Toast.done("It goes out once more, under the same ID.")
            : Toast.failed("Not sent: it waits already, or is no longer kept."));
  }

  private Answer allSentAgain(Visit visit) {
    var found = find(visit);
    var sent = webhooks.givenUpAgain(found.key(), Instant.EPOCH);
    return Answer.onward(
        path(found),
        sent == 0
            ? Toast.failed("Nothing to send: nothing was given up.")
            : Toast.done(Times.counted(sent, "message") + " on the way once more."));
  }

  private Answer switched(Visit visit) {
    var found = find(visit);
    var on = found.stopped().isPresent();
    var wish = new Webhooks.Wish(Optional.empty(), Optional.empty(), Optional.of(on));
    return webhooks.change(found.key(), wish) instanceof Outcome.Done
        ? Answer.onward(path(found), Toast.done(on ? "Switched on." : "Switched off."))
        : Answer.notFound();
  }

  private Answer replaced(Visit visit) {
    var found = find(visit);
    return webhooks.replaceSecret(found.key(), OVERLAP)
            instanceof Outcome.Done(var webhook, var secret)
        ? shown(webhook, secret.orElseThrow())
        : Answer.notFound();
  }

  private Answer deleting(Visit visit, Optional<String> error) {
    var found = find(visit);
    return new Answer.View(
        error.isEmpty() ? 200 : 400,
        "ask",
        "Delete webhook",
        Nav.WEBHOOKS,
        new Danger(
            "Delete the webhook to “" + host(found) + "”?",
            "What waits for it is not sent any more. This cannot be undone.",
            Optional.of(host(found)),
            error,
            path(found) + "/delete",
            "Delete webhook",
            path(found)));
  }

  private Answer deleted(Visit visit) {
    var found = find(visit);
    if (!visit.form().one(Danger.FIELD).orElse("").equals(host(found)))
      return deleting(visit, Optional.of("Type the host, letter for letter."));
    return webhooks.delete(found.key())
        ? Answer.onward(PATH, Toast.done("Deleted the webhook to " + host(found) + "."))
        : Answer.notFound();
  }

  private Webhook find(Visit visit) {
    return webhooks
        .find(new Webhook.Key(Desk.workspace(visit), visit.path("webhook")))
        .orElseThrow(Problem::routeNotFound);
  }

  private static String host(Webhook webhook) {
    return Optional.ofNullable(webhook.subscription().url().getHost()).orElse("the address");
  }

  private static String path(Webhook webhook) {
    return PATH + "/" + webhook.key().workspace() + "/" + webhook.key().id();
  }
}
