package dev.carabiner.cli;

import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.SessionsApi;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sessions refresh SESSION_ID`
final class SessionsRefreshCommand implements Command {
  /// The most that a token can be asked to live still: a token that lives no longer is renewed.
  private static final Duration A_DAY = Duration.ofDays(1);

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "refresh",
            "Has the access token of a session renewed, unless it is new or still lives for a day.");
    spec.addPositional(Words.argument("SESSION_ID", "which session"));
    Operator.addOptions(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    try (var operator = Operator.of(given, terminal)) {
      var id = SessionIds.checked(given.matchedPositionalValue(0, ""));
      var sessions = new SessionsApi(operator.client());
      var before = sessions.getSession(id).refreshedAt();
      new ConnectedAppsApi(operator.client()).getConnectedAppToken(id, A_DAY);
      var after = sessions.getSession(id);
      var renewed = !after.refreshedAt().equals(before);
      terminal.say(
          (renewed ? "Renewed" : "Not renewed, there is no fresher one")
              + after
                  .accessTokenExpiry()
                  .map(Instant::toString)
                  .map(end -> ": the token lasts until " + end)
                  .orElse(": the token has no end"));
    }
    return 0;
  }
}
