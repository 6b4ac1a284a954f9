package dev.carabiner.cli;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ApiException;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.Connections;
import dev.carabiner.client.FinishOutcome;
import dev.carabiner.client.SessionState;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;

/// The life of a connection, told step by step; the first step that does not hold ends it.
final class DemoStory {
  private static final String USER = "ada";

  /// How long the demo's access tokens live.
  static final Duration LIFETIME = Duration.ofSeconds(4);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);
  private static final int MOST_ATTEMPTS = 100;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final Terminal terminal;
  private final ApiClient client;
  private final Sandbox sandbox;
  private int steps;

  DemoStory(Terminal terminal, ApiClient client, Sandbox sandbox) {
    this.terminal = terminal;
    this.client = client;
    this.sandbox = sandbox;
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
      check(returned.equals(link.sessionId()), "the callback was not told the session: " + end);

      step("The callback asks whether the session is connected, and its signed-in user's");
      var finished = new Connections(client).finish(returned, USER);
      check(finished instanceof FinishOutcome.Finished, "the session is not finished");

      step("The back end reads the user's access token, and calls the provider with it");
      var token = api.getConnectedAppToken(link.sessionId()).accessToken();
      var resource = sandbox.issuer() + "/api/me";
      check(browser.status(resource, token) == OK, "the provider refuses the token");

      renewal(api, link.sessionId(), resource, browser);

      step("The user leaves: the back end revokes the session");
      var last = api.getConnectedAppToken(link.sessionId()).accessToken();
      api.revokeConnectedAppToken(link.sessionId());
      check(isGone(api, link.sessionId()), "a revoked session still gives a token");
      var state = new SessionsApi(client).getSession(link.sessionId()).state();
      check(state.equals(SessionState.REVOKED), "the session is " + state.value());
      check(becomes(UNAUTHORIZED, resource, last), "the provider still takes the token");
    }
    terminal.say("");
    terminal.say("Every step held: " + steps + " of " + steps + ".");
  }

  private void renewal(ConnectedAppsApi api, String session, String resource, DemoBrowser browser)
      throws IOException, InterruptedException {
    step(
        "The provider's tokens live for "
            + LIFETIME.toSeconds()
            + " seconds here; when this one is dead, the back end asks again");
    var old = api.getConnectedAppToken(session).accessToken();
    check(becomes(UNAUTHORIZED, resource, old), "the first token does not die");
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

  /// Asks the provider, without a word, until it answers so.
  private static boolean becomes(int status, String resource, String token)
      throws IOException, InterruptedException {
    try (var quiet = new DemoBrowser(_ -> {})) {
      for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        if (quiet.status(resource, token) == status) return true;
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
