package dev.carabiner.cli;

import dev.carabiner.client.ConnectedAppsApi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sessions revoke SESSION_ID`
final class SessionsRevokeCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this, "revoke", "Ends a session for good, at the provider too as its app says.");
    spec.addPositional(Words.argument("SESSION_ID", "which session"));
    Operator.addOptions(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    try (var operator = Operator.of(given, terminal)) {
      String id = given.matchedPositionalValue(0, "");
      new ConnectedAppsApi(operator.client()).revokeConnectedAppToken(id);
      terminal.say("Revoked");
    }
    return 0;
  }
}
