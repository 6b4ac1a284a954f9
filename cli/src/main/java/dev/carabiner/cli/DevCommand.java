package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.app.Settings;
import dev.carabiner.server.app.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `dev`
final class DevCommand implements Command {
  private static final int USUAL_PORT = 8080;
  private static final int TO_MANAGEMENT = 1;
  private static final int TO_SANDBOX = 10;
  private static final int HIGHEST_PORT = 65535;

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "dev",
            "Runs everything on loopback for trying it out: the server, the sandbox provider, an"
                + " app `sandbox` and a machine client. Data stays in .carabiner/.");
    spec.addOption(
        Words.file("--config", "a settings file whose clients, providers and apps come on top"));
    spec.addOption(
        Words.port(
            "where the server listens; 8080 without it, 0 for free ports. Health is on N+1, the"
                + " sandbox on N+10"));
    spec.addOption(
        Words.value("--url", "URL", "the server's public URL, when a proxy is before it"));
    spec.addOption(
        Words.value("--callback", "URL", "where connections of the app `sandbox` may end as well"));
    spec.addOption(Words.flag("--auto", "asks nobody anything: a connection needs no browser"));
    spec.addOption(
        Words.file("--ready-file", "written when all listeners answer, gone at the end"));
    spec.addOption(
        Words.flag("--reset", "forgets the client, keys and connections of earlier runs"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException, InterruptedException {
    var plan = plan(given);
    var folder = DevFolder.in(Path.of(""));
    if (given.hasMatchedOption("--reset")) {
      var unset = new SettingsReader(terminal.environment()).read("", folder.settings());
      folder.reset(Carabiner.localSocket(unset.settings()));
    }
    var identity = folder.identity();
    var settings = settings(given, terminal, plan.settings(identity), folder);
    folder.refuseIfInUse(Carabiner.localSocket(settings));
    PrivateFile.replace(folder.settings(), plan.settings(identity).getBytes(UTF_8));
    LogLines.install(settings.logLevel(), terminal.out());
    var lines = new DevLines(plan, identity, settings);
    var signals = Signals.caught();
    Path asked = given.matchedOptionValue("--ready-file", null);
    try (var ready = ReadyFile.at(asked);
        var playground =
            Playground.start(
                plan,
                identity,
                settings,
                InstantSource.system(),
                sandbox ->
                    sandbox.withStateFile(folder.sandbox()).withNextLine(lines.readToken()))) {
      Listeners.await(
          plan.managementUrl() + "/health/ready",
          "http://" + settings.server().listen() + "/oauth2/no-such-path",
          plan.sandboxUrl() + "/");
      terminal.say(lines.text(folder.settings(), playground.server().consoleSetupLink()));
      ready.write(plan, identity, settings);
      while (signals.await() == Signals.Wish.RELOAD)
        Reload.attempt(() ->
            playground.server().reload(settings(given, terminal, plan.settings(identity), folder)));
    }
    return 0;
  }

  private static DevPlan plan(ParseResult given) throws IOException {
    var port = Ports.given(given, USUAL_PORT);
    if (port + TO_SANDBOX > HIGHEST_PORT)
      throw new ParameterException(
          given.commandSpec().commandLine(), "--port leaves no room for the sandbox's at N+10");
    var ports = port == 0 ? Ports.free(3) : List.of(port, port + TO_MANAGEMENT, port + TO_SANDBOX);
    String callback = given.matchedOptionValue("--callback", null);
    return new DevPlan(
        ports.get(0),
        ports.get(1),
        ports.get(2),
        given.matchedOptionValue("--url", "http://127.0.0.1:" + ports.get(0)),
        callback == null ? List.of() : List.of(callback),
        given.hasMatchedOption("--auto"));
  }

  private static Settings settings(
      ParseResult given, Terminal terminal, String text, DevFolder folder) {
    var reader = new SettingsReader(terminal.environment());
    var dev = reader.read(text, folder.settings()).settings();
    DevSettings.onLoopback(dev, "the environment");
    Path file = given.matchedOptionValue("--config", null);
    if (file == null) return dev;
    var reading = reader.read(file);
    DevSettings.onLoopback(reading.settings(), file.toString());
    reading
        .warnings()
        .forEach(warning -> terminal.err().println("warning: " + Failure.printable(warning)));
    return DevSettings.over(dev, reading.settings());
  }
}
