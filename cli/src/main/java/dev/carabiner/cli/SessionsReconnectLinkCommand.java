package dev.carabiner.cli;

import dev.carabiner.client.ReconnectOptions;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.server.base.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sessions reconnect-link SESSION_ID`
final class SessionsReconnectLinkCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "reconnect-link",
            "Makes a link that connects a session again; send it to the session's user only.");
    spec.addPositional(Words.argument("SESSION_ID", "which session"));
    spec.addOption(Words.flag("--json", "one JSON document"));
    Operator.addOptions(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    try (var operator = Operator.of(given, terminal)) {
      var id = SessionIds.checked(given.matchedPositionalValue(0, ""));
      var link = new SessionsApi(operator.client()).reconnect(id, ReconnectOptions.none());
      terminal.say(
          given.hasMatchedOption("--json")
              ? Json.write(Json.object().put("url", link.url()).put("session_id", link.sessionId()))
              : link.url());
    }
    return 0;
  }
}
