package dev.carabiner.cli;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ApiException;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.Connections;
import dev.carabiner.client.FinishOutcome;
import dev.carabiner.client.SessionState;
import dev.carabiner.client.SessionsApi;
import java.io.IOException;
import java.time.Duration;

/// The life of a connection, told step by step; the first step that does not hold ends it.
final class DemoStory {
  private static final String USER = "ada";

  private static final Duration LONGER_THAN_A_TOKEN_LIVES = Duration.ofMinutes(61);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);
  private static final int MOST_ATTEMPTS = 100;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final Terminal terminal;
  private final ApiClient client;
  private final String resource;
  private final DemoClock clock;
  private int steps;

  /// @param resource an address at the provider that answers to a living access token
  DemoStory(Terminal terminal, ApiClient client, String resource, DemoClock clock) {
    this.terminal = terminal;
    this.client = client;
    this.resource = resource;
    this.clock = clock;
  }

  /// Tells it.
  ///
  /// @throws CommandFailed when a step does not hold
  void tell() throws IOException, InterruptedException {
    var api = new ConnectedAppsApi(client);
    try (var browser = new DemoBrowser(terminal::say)) {
      step("The application's back end asks for a link that connects its user " + USER);
      var link = api.getConnectedAppAuthUrl("sandbox", USER);

      step(
          "The user's browser opens it, consents at the provider, and comes to the application's callback");
      var end = browser.open(link.url());
      var returned = DemoBrowser.parameter(end, "session_id").orElse("");
      check(
          returned.equals(link.sessionId()),
          "the browser ended at " + Shortened.text(end.toString()));

      step("The callback asks whether the session is connected, and its signed-in user's");
      var finished = new Connections(client).finish(returned, USER);
      check(finished instanceof FinishOutcome.Finished, "the session is not finished");

      step("The back end reads the user's access token, and calls the provider with it");
      var token = api.getConnectedAppToken(link.sessionId()).accessToken();
      check(browser.status(resource, token) == OK, "the provider refuses the token");

      renewal(api, link.sessionId(), token, browser);

      step("The user leaves: the back end revokes the session");
      var last = api.getConnectedAppToken(link.sessionId()).accessToken();
      api.revokeConnectedAppToken(link.sessionId());
      check(isGone(api, link.sessionId()), "a revoked session still gives a token");
      var state = new SessionsApi(client).getSession(link.sessionId()).state();
      check(state.equals(SessionState.REVOKED), "the session is " + state.value());
      check(becomesWorthless(last), "the provider still takes the token");
    }
    terminal.say("");
    terminal.say("Every step held: " + steps + " of " + steps + ".");
  }

  private void renewal(ConnectedAppsApi api, String session, String old, DemoBrowser browser)
      throws IOException, InterruptedException {
    step(
        "An hour later (the clocks of server and provider go ahead) that token is dead; the back end asks again");
    clock.advance(LONGER_THAN_A_TOKEN_LIVES);
    check(becomesWorthless(old), "the first token does not die");
    var fresh = api.getConnectedAppToken(session).accessToken();
    check(!fresh.equals(old), "the server handed out a dead token");
    check(browser.status(resource, fresh) == OK, "the provider refuses the renewed token");
  }

  private static boolean isGone(ConnectedAppsApi api, String session) {
    try {
      api.getConnectedAppToken(session);
      return false;
    } catch (ApiException refused) {
      return refused.code().equals("INVALID_SESSION");
    }
  }

  /// Asks the provider, without a word, until it refuses the token: it is told in a moment of its
  /// own.
  private boolean becomesWorthless(String token) throws IOException, InterruptedException {
    try (var quiet = new DemoBrowser(_ -> {})) {
      for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        if (quiet.status(resource, token) == UNAUTHORIZED) return true;
        Thread.sleep(BETWEEN_ATTEMPTS);
      }
    }
    return false;
  }

  private void step(String what) {
    steps++;
    terminal.say("");
    terminal.say(steps + ". " + what);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) throw new CommandFailed("the demo failed: " + otherwise);
  }
}
