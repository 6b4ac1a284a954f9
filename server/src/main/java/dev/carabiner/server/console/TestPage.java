package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Tries an app's connection: the operator plays a user, whom nothing but the console knows, and
/// sees what came of it.
public final class TestPage implements Page {
  private static final String TEST = AppsPage.ONE + "/test";
  private static final int SOME = 50;

  private final Desk desk;
  private final SessionStore sessions;
  private final Flows flows;

  public TestPage(Desk desk, SessionStore sessions, Flows flows) {
    this.desk = desk;
    this.sessions = sessions;
    this.flows = flows;
  }

  /// The newest try of the operator.
  ///
  /// @param outcome of it; absent before the first
  /// @param waiting whether the page looks again by itself
  public record View(
      ConnectedApp app, String provider, Optional<Outcome> outcome, boolean waiting, boolean may) {
    /// Where the app's pages are.
    public String path() {
      return AppsPage.PATH + "/" + app.key();
    }
  }

  /// What came of a try.
  ///
  /// @param session its id
  /// @param said why, and what to do
  /// @param granted scopes that the provider gave
  public record Outcome(
      String session,
      Badge badge,
      String headline,
      String said,
      String reason,
      String account,
      List<String> granted,
      Times made) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(TEST, Role.VIEWER, this::shown);
    routes.post(TEST, Role.OPERATOR, this::begun);
  }

  /// The way ends at the application's own callback URL, since no other is allowed for a flow of
  /// the app; so it is opened beside this page.
  private Answer begun(Visit visit) {
    var app = desk.find(visit).kept().app();
    var back = app.flow().returnTo().callbackUrl();
    var ask = new Flows.Ask(back, Optional.empty(), Optional.of(visit.who().operator().name()));
    return new Answer.Away(URI.create(flows.connect(app, StartPage.owner(visit), ask).path()));
  }

  private Answer shown(Visit visit) {
    var app = desk.find(visit).kept().app();
    var user = StartPage.owner(visit).userId().orElseThrow();
    var newest =
        sessions.ofUser(app.workspace(), user, SOME).stream()
            .filter(session -> session.key().app().equals(app.key()))
            .findFirst();
    var provider = desk.providerName(app);
    return Answer.view(
        "app-test",
        "Test " + app.name(),
        Nav.APPS,
        new View(
            app,
            provider,
            newest.map(session -> outcome(session, provider, visit)),
            newest.filter(session -> session.state().word().equals("connected")).isEmpty(),
            AppsPage.may(visit, Role.OPERATOR)));
  }

  private static Outcome outcome(Session session, String provider, Visit visit) {
    var reason = session.state().reason().map(Reason::word).orElse("");
    var account = session.grant().account().map(each -> each.name().orElse(each.id())).orElse("");
    var told = told(session.state().word(), reason, provider);
    return new Outcome(
        session.key().id().value(),
        told.badge(),
        told.headline(),
        told.said(),
        reason,
        account,
        session.grant().granted(),
        Times.of(session.times().created(), visit.now()));
  }

  private record Words(Badge badge, String headline, String said) {}

  private static Words told(String state, String reason, String provider) {
    return switch (state) {
      case "connected" ->
          new Words(
              Badge.connected(),
              "The connection works.",
              "The way to " + provider + " and back is right, and a token is stored.");
      case "pending" ->
          new Words(
              Badge.pending(),
              "Not connected yet: you have not come back from " + provider + ".",
              "If "
                  + provider
                  + " shows an error of its own, compare the redirect URI and the client ID there.");
      case "needs_reconnect" ->
          new Words(
              Badge.needsReconnect(), "The connection worked and has ended.", "Test it again.");
      case "revoked" ->
          new Words(Badge.revoked(), "The test connection was revoked.", "Test it again.");
      default ->
          new Words(
              Badge.expired(),
              reason.equals(Reason.ACCESS_DENIED.word())
                  ? "Never connected: you said no."
                  : "Never connected: "
                      + provider
                      + " answered with an error, or the link ran out.",
              reason.equals(Reason.PROVIDER_ERROR.word())
                  ? "Mostly the client secret is wrong, or the client may not use these scopes."
                  : "Test it again.");
    };
  }
}
