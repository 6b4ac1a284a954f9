package dev.carabiner.cli;

import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sandbox [--port N] [--auto]`
final class SandboxCommand implements Command {
  private static final int USUAL_PORT = 8090;

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this, "sandbox", "Runs the sandbox provider alone, on loopback, until it is stopped.");
    spec.addOption(Words.port("where it listens; " + USUAL_PORT + " without it, 0 for a free one"));
    spec.addOption(Words.flag("--auto", "consents by itself instead of showing a page"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws InterruptedException {
    var settings =
        SandboxSettings.defaults()
            .withPort(Ports.given(given, USUAL_PORT))
            .withAutomaticConsent(given.hasMatchedOption("--auto"));
    var signals = Signals.caught();
    try (var sandbox = Sandbox.start(settings)) {
      terminal.say("issuer         " + sandbox.issuer());
      terminal.say("client_id      sandbox-client");
      terminal.say("client_secret  sandbox-secret");
      terminal.say("redirect URIs  any http address on loopback");
      terminal.say("control        " + sandbox.issuer() + "/control/ledger, and docs/testing.md");
      signals.awaitStop();
    }
    return 0;
  }
}
