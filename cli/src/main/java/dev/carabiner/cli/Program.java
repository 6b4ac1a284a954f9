package dev.carabiner.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// All commands, and what becomes of what they say.
final class Program {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final Set<String> OF_A_CHECKOUT = Set.of("test", "check", "fmt", "package");
  private static final Set<String> LATER =
      Set.of("apply", "export", "import", "audit", "bench", "rotate");

  private final Terminal terminal;

  Program(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Runs one command line and gives the exit code.
  int run(String... arguments) {
    var line = new CommandLine(spec());
    line.setStopAtUnmatched(false);
    try {
      var given = line.parseArgs(DashedIds.last(line.getCommandSpec(), arguments));
      return run(line, given);
    } catch (ParameterException wrong) {
      return wrongUsage(wrong, arguments);
    }
  }

  private int run(CommandLine line, ParseResult top) {
    var given = top;
    while (given.hasSubcommand()) given = given.subcommand();
    if (given.isUsageHelpRequested()) {
      usage(given.commandSpec().commandLine(), terminal.out());
      return 0;
    }
    if (given.commandSpec().userObject() instanceof Help) {
      return help(line, given);
    }
    if (!(given.commandSpec().userObject() instanceof Command command))
      throw new IllegalStateException("Not a command: " + given.commandSpec().name());
    try {
      return command.run(given, terminal);
    } catch (ParameterException wrong) {
      throw wrong;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (IOException | RuntimeException failure) {
      terminal.err().println("carabiner: " + Failure.sentence(failure));
      if (given.hasMatchedOption("--verbose")) failure.printStackTrace(terminal.err());
      return FAILED;
    }
  }

  private int help(CommandLine line, ParseResult given) {
    var about = line;
    for (var name : given.matchedPositionalValue(0, List.<String>of())) {
      var next = about.getSubcommands().get(name);
      if (next == null)
        throw new ParameterException(about, "there is no command " + Failure.printable(name));
      about = next;
    }
    usage(about, terminal.out());
    return 0;
  }

  private int wrongUsage(ParameterException wrong, String... arguments) {
    var named = String.join(" ", arguments);
    var first = arguments.length == 0 ? "" : arguments[0];
    var second = arguments.length < 2 ? "" : arguments[1];
    if (OF_A_CHECKOUT.contains(first))
      terminal.err().println("carabiner: " + first + " is a command of a checkout's ./carabiner");
    else if (LATER.contains(first) || (first.equals("keys") && LATER.contains(second)))
      terminal.err().println("carabiner: " + Failure.printable(named) + ": not in this version");
    else if (!first.isEmpty() && !first.startsWith("-") && !isCommand(first))
      terminal.err().println("carabiner: there is no command " + Failure.printable(first));
    else
      terminal.err().println("carabiner: " + Failure.printable(String.valueOf(wrong.getMessage())));
    usage(wrong.getCommandLine(), terminal.err());
    return WRONG_USAGE;
  }

  private static boolean isCommand(String name) {
    return spec().subcommands().containsKey(name);
  }

  private static void usage(CommandLine line, java.io.PrintStream out) {
    line.usage(out, Ansi.OFF);
  }

  private static CommandSpec spec() {
    var spec =
        new Group(
                "carabiner",
                "Connected apps for your users, with the tokens in your own database.",
                List.of(
                    new DevCommand(),
                    new DemoCommand(),
                    new ServeCommand(),
                    new SandboxCommand(),
                    new Group(
                        "sessions",
                        "Looks after the connections of a running server.",
                        List.of(
                            new SessionsListCommand(),
                            new SessionsShowCommand(),
                            new SessionsReconnectLinkCommand(),
                            new SessionsRefreshCommand(),
                            new SessionsRevokeCommand())),
                    new Group(
                        "providers",
                        "Knows the providers that apps can connect to.",
                        List.of(
                            new ProvidersListCommand(),
                            new ProvidersShowCommand(),
                            new ProvidersLintCommand(),
                            new ProvidersTestCommand(),
                            new ProvidersNewCommand(),
                            new ProvidersDocsCommand())),
                    new BackupCommand(),
                    new DoctorCommand(),
                    new Group("keys", "Makes keys.", List.of(new KeysNewCommand())),
                    new SettingsCommand(),
                    new VersionCommand(),
                    new Help()))
            .spec();
    spec.usageMessage()
        .footer(
            "",
            "In a checkout also: test [--long], check, fmt, package.",
            "COMMAND --help says more about each. Exit codes: 0 done, 1 failed, 2 wrong usage.");
    return spec;
  }
}
