package dev.carabiner.cli;

import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `providers test ID… [--all] [--config FILE] [--json]`
final class ProvidersTestCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "test",
            "Tries entries out: a server of its own connects to the sandbox dressed as the provider,"
                + " reads, renews, tells wrong credentials from a dead grant, and revokes. On free"
                + " loopback ports and in a scratch folder; nothing is asked of the real provider.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("ID|FILE")
            .description(
                "a provider's id; or a file of one entry or of settings, with a dot or slash")
            .build());
    spec.addOption(Words.flag("--all", "every provider there is, one line for each"));
    CatalogueOption.addOption(spec);
    spec.addOption(Words.flag("--json", "one JSON document"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    var names = given.matchedPositionalValue(0, List.<String>of());
    var all = given.hasMatchedOption("--all");
    if (all != names.isEmpty())
      throw new ParameterException(
          given.commandSpec().commandLine(), "needs either ids and files, or --all");
    var subjects = ReplaySubjects.of(names, CatalogueOption.of(given, terminal).catalogue());
    log(given.hasMatchedOption("--verbose"), terminal);
    var report = ReplayReport.of(given.hasMatchedOption("--json"), all, terminal);
    var failures = new ArrayList<String>();
    try (var scratch = Scratch.inMemory("carabiner-replay");
        var house =
            new ReplayHouse(
                scratch.folder(), subjects.facts(), subjects.entries().own().values())) {
      for (var id : subjects.ids()) {
        report.begins(id, subjects.name(id));
        var replay = new Replay(house, id, outcome -> report.step(outcome, house.heard()));
        replay.run();
        replay.settle();
        report.ends(replay.outcomes());
        failure(id, replay).ifPresent(failures::add);
      }
    }
    report.close(subjects.leftOut());
    if (failures.isEmpty()) return 0;
    throw new CommandFailed(
        failures.getFirst()
            + (failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " other providers)"));
  }

  /// The alarms of the server are the point of some steps, and not for the one who plays them.
  private static void log(boolean verbose, Terminal terminal) {
    LogLines.install(LogLevel.INFO, verbose ? terminal.err() : OutputStream.nullOutputStream());
  }

  private static Optional<String> failure(String id, Replay replay) {
    return replay.outcomes().stream()
        .filter(outcome -> !outcome.held())
        .findFirst()
        .map(outcome ->
            id
                + ": "
                + outcome.step().code()
                + ": "
                + outcome.failed().orElseThrow()
                + "; "
                + ReplayMending.of(outcome));
  }
}
