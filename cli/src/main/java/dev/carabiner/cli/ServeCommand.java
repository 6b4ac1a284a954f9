package dev.carabiner.cli;

import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.LogLines;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `serve [--config FILE] [--passive]`
final class ServeCommand implements Command {
  private static final System.Logger LOG = System.getLogger(ServeCommand.class.getName());
  private static final String PASSIVE = "--passive";

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "serve",
            "Runs the server. SIGTERM stops it cleanly, SIGHUP takes up changed clients, providers"
                + " and apps.");
    spec.addOption(Words.config());
    spec.addOption(
        Words.flag(
            PASSIVE,
            "for a restored backup or a copy: hands out tokens that live, changes no session and"
                + " asks nothing of any provider"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws InterruptedException {
    var reading = SettingsFile.read(given, terminal);
    LogLines.install(reading.settings().logLevel(), terminal.out());
    warn(reading.warnings());
    var signals = Signals.caught();
    var clock = InstantSource.system();
    var server =
        given.hasMatchedOption(PASSIVE)
            ? Carabiner.startPassive(reading.settings(), clock)
            : Carabiner.start(reading.settings(), clock);
    LOG.log(Level.INFO, "serves {0}, the console at {0}/console", server.url());
    if (!given.hasMatchedOption(PASSIVE))
      server.consoleSetupLink().ifPresent(link -> terminal.say(ConsoleLines.setup(link)));
    while (signals.await() == Signals.Wish.RELOAD)
      Reload.attempt(() -> reload(server, given, terminal));
    LOG.log(Level.INFO, "stopping: finishes what is under way");
    server.stop();
    LOG.log(Level.INFO, "stopped");
    return 0;
  }

  private static void reload(Carabiner server, ParseResult given, Terminal terminal) {
    var reading = SettingsFile.read(given, terminal);
    warn(reading.warnings());
    server.reload(reading.settings());
  }

  private static void warn(List<String> warnings) {
    warnings.forEach(warning -> LOG.log(Level.WARNING, "{0}", warning));
  }
}
