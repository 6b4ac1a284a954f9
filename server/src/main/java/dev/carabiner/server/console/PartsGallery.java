package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Empty;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Happening;
import dev.carabiner.server.console.parts.Head;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Lifetime;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.console.parts.Spark;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.console.parts.Told;
import dev.carabiner.server.console.parts.Work;
import dev.carabiner.server.operators.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Every part once, in its states, with made-up content: for who builds pages. Hung only where
/// things are tried out.
public final class PartsGallery implements Page {
  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(
        "/console/parts",
        Role.VIEWER,
        visit -> Answer.view("gallery", "Parts", Nav.OVERVIEW, this));
  }

  public Head head() {
    return Head.of("Parts", "Every part once, in its states.");
  }

  public List<Badge> badges() {
    return List.of(
        Badge.connected(),
        Badge.needsReconnect(),
        Badge.pending(),
        Badge.revoked(),
        Badge.expired(),
        Badge.trouble("Not answering"),
        Badge.ending("Ends in 3 days"),
        Badge.superseded(),
        Badge.file("carabiner.yaml:42"));
  }

  public List<Button> buttons() {
    return List.of(
        Button.submit("Save and test").primary(),
        Button.submit("Save"),
        Button.submit("Cancel").quiet(),
        Button.submit("Revoke…").danger(),
        Button.submit("Refresh now").with(Icon.REFRESH).small(),
        Button.submit("Not allowed").notAllowed("Viewers change nothing."));
  }

  public Danger danger() {
    return new Danger(
        "Delete the app “Old CRM”?",
        "1,204 live sessions go with it. Their grants are ended at the provider too. This cannot be undone.",
        Optional.of("old-crm"),
        Optional.empty(),
        "/console/parts",
        "Delete app and 1,204 sessions",
        "/console/parts");
  }

  public List<Toast> toasts() {
    var again = Optional.of(Button.link("Try again", "/console/parts"));
    return List.of(
        Toast.done("Reconnect link copied. It opens for one hour."),
        new Toast(false, "Not saved: the store does not answer.", again));
  }

  public Empty empty() {
    return new Empty(
        Icon.SEND,
        "No webhooks yet",
        "Hear of connections made, broken and ending, instead of asking.",
        Optional.of(Button.link("Add webhook", "/console/parts").primary()));
  }

  public List<Lifetime> lives() {
    return List.of(
        Lifetime.good("26 min left", " of an access token", 43),
        Lifetime.ending("ends in 3 days", ", grant", 3),
        Lifetime.ended("ended 10:32"));
  }

  public Work work() {
    return new Work(
        "Revoking 1,204 sessions of “Old CRM”",
        "about 2 minutes left",
        768,
        1204,
        "768 done · 3 the provider refused · 433 to go");
  }

  public List<Field> fields() {
    var callback = Field.of("callback", "Callback URL", Field.Kind.URL);
    return List.of(
        Field.of("name", "Name of the connection", Field.Kind.TEXT)
            .value("Calendar")
            .help("Your users read it on the connect page."),
        callback
            .value("http://app.example/connected")
            .help("Where we send your user back to.")
            .error(
                Optional.of(
                    "This must be https; http is only for loopback. Use https://app.example/connected")));
  }

  public Plot plot() {
    var slots =
        IntStream.range(0, 24)
            .mapToObj(hour ->
                new Plot.Slot(
                    "%02d:00".formatted(hour), hour == 9 || hour == 10 ? List.of() : counts(hour)))
            .toList();
    return new Plot(
        "Hand-outs, refreshes and failures over 24 hours",
        List.of(
            new Plot.Series("Refreshes", 2),
            new Plot.Series("Hand-outs", 1),
            new Plot.Series("Failures", 3)),
        slots);
  }

  public Spark spark() {
    return new Spark(
        "Hand-outs over 12 hours",
        List.of(9L, 14L, 12L, 6L, 2L, 1L, 1L, 2L, 5L, 11L, 8L, 12L),
        List.of(false, false, false, false, false, false, false, false, false, true, true, false));
  }

  public List<Mark> marks() {
    return List.of(Mark.letters("Northwind"), Mark.letters("Team Chat"), Mark.letters("Ledger"));
  }

  public List<Happening> happenings() {
    var sent =
        new Told(
            "Sent",
            "09:41:22.104",
            List.of(
                Told.Piece.plain("POST https://provider.example/token\n\nrefresh_token="),
                Told.Piece.sealed("sealed, #1")));
    var received =
        new Told(
            "Received",
            "09:41:22.272",
            List.of(
                Told.Piece.plain("400 Bad Request · 168 ms\n\n{\"error\": "),
                Told.Piece.decided("\"invalid_grant\""),
                Told.Piece.plain("}")));
    return List.of(
        new Happening(
            "09:41:22",
            "2026-11-24T09:41:22Z",
            "bad",
            Icon.CROSS,
            "Refresh refused for good",
            "second try, 168 ms",
            "The same answer again, so it was no race between two of our nodes.",
            List.of(sent, received),
            Optional.of(
                new Happening.Decision(
                    false, "the grant is dead, so the state is needs_reconnect (grant_revoked)."))),
        new Happening(
            "08:51",
            "2026-11-24T08:51:00Z",
            "ok",
            Icon.REFRESH,
            "Token renewed",
            "142 ms",
            "Ahead of time, behind a read. Good until 09:51.",
            List.of(),
            Optional.empty()));
  }

  private static List<Long> counts(int hour) {
    var day = Math.sin(Math.PI * hour / 24);
    return List.of(
        Math.round(300 * day) + 50,
        Math.round(2200 * day) + 200,
        hour > 19 ? 40L * (hour - 19) : 0);
  }
}
