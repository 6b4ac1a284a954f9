package dev.carabiner.cli;

import dev.carabiner.client.Session;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.server.base.Json;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sessions show SESSION_ID [--json]`
final class SessionsShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "show",
            "Says whether a session works, and if not why, since when, and what to do.");
    spec.addPositional(Words.argument("SESSION_ID", "which session"));
    spec.addOption(Words.flag("--json", "the session as one JSON document"));
    Operator.addOptions(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    try (var operator = Operator.of(given, terminal)) {
      String id = given.matchedPositionalValue(0, "");
      var session = new SessionsApi(operator.client()).getSession(SessionIds.checked(id));
      if (given.hasMatchedOption("--json")) terminal.say(Json.write(SessionJson.of(session)));
      else show(session, terminal);
    }
    return 0;
  }

  private static void show(Session session, Terminal terminal) {
    terminal.say(Failure.printable(Verdict.of(session, InstantSource.system().instant())));
    line(terminal, "session", session.sessionId());
    line(terminal, "state", session.state().value());
    line(terminal, "app", session.keyCodeRef() + " (" + session.provider() + ")");
    line(terminal, "user", session.userId().orElse(""));
    line(terminal, "organisation", session.orgCode().orElse(""));
    line(
        terminal,
        "account",
        session.account().flatMap(account -> account.email().or(account::id)).orElse(""));
    line(terminal, "granted", String.join(" ", session.grantedScopes()));
    line(terminal, "missing", String.join(" ", session.missingScopes()));
    line(terminal, "connected", session.connectedAt().map(Instant::toString).orElse(""));
    line(terminal, "refreshed", session.refreshedAt().map(Instant::toString).orElse(""));
    line(terminal, "token until", session.accessTokenExpiry().map(Instant::toString).orElse(""));
    line(terminal, "revocation", session.revocation().map(Ending::words).orElse(""));
    line(terminal, "superseded by", session.supersededBy().orElse(""));
  }

  private static void line(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) terminal.say("  " + name + ": " + Failure.printable(value));
  }
}
