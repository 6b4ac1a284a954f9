package dev.carabiner.cli;

import dev.carabiner.server.app.Doctor;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.doctor.Check;
import dev.carabiner.server.doctor.Severity;
import dev.carabiner.server.doctor.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;

/// `doctor [--config FILE] [--json] [--verbose]`
final class DoctorCommand implements Command {
  private static final int MOST_SHOWN = 10;

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "doctor",
            "Looks at everything that is stored, beside the running server or without one, and"
                + " says what does not fit. Changes nothing and asks no provider. With --verbose"
                + " whole session ids are shown. Exit code 1 when something is broken.");
    spec.addOption(Words.config());
    spec.addOption(Words.flag("--json", "one JSON document"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    var settings = SettingsFile.read(given, terminal).settings();
    var doctor =
        new Doctor(
            settings,
            InstantSource.system(),
            (kind, rows) -> terminal.err().println("looked at " + rows + " " + kind));
    var checks = doctor.look();
    var verbose = given.hasMatchedOption("--verbose");
    if (given.hasMatchedOption("--json")) json(checks, verbose, terminal);
    else tell(checks, verbose, terminal);
    return isHealthy(checks) ? 0 : 1;
  }

  private static boolean isHealthy(List<Check> checks) {
    return checks.stream().noneMatch(check -> check.severity() == Severity.PROBLEM);
  }

  private static void tell(List<Check> checks, boolean verbose, Terminal terminal) {
    for (var check : checks) {
      say(terminal, "%-8s %s".formatted(check.severity().word(), check.sentence()));
      var most = verbose ? check.subjects().size() : MOST_SHOWN;
      check.subjects().stream()
          .limit(most)
          .forEach(subject -> say(terminal, "           " + line(subject, verbose)));
      var more = check.count() - Math.min(most, check.subjects().size());
      if (more > 0) say(terminal, "           and " + more + " more");
      if (!check.remedy().isEmpty()) say(terminal, "         To do: " + check.remedy() + ".");
    }
    var problems = checks.stream().filter(check -> check.severity() == Severity.PROBLEM);
    var named = problems.map(Check::name).collect(Collectors.joining(", "));
    say(terminal, named.isEmpty() ? "Nothing is broken." : "Broken: " + named + ".");
  }

  private static String line(Subject subject, boolean verbose) {
    var session = subject.logForm().map(form -> form + " ").orElse("");
    var id = verbose ? subject.session().map(text -> "(" + text + ") ").orElse("") : "";
    var since = subject.since().map(time -> ", since " + time).orElse("");
    return session + id + subject.note() + since;
  }

  private static void say(Terminal terminal, String line) {
    terminal.say(Failure.printable(line));
  }

  private static void json(List<Check> checks, boolean verbose, Terminal terminal) {
    var document = Json.object().put("healthy", isHealthy(checks));
    var array = document.putArray("checks");
    for (var check : checks) {
      var node =
          array
              .addObject()
              .put("name", check.name())
              .put("severity", check.severity().word())
              .put("count", check.count())
              .put("sentence", check.sentence())
              .put("remedy", check.remedy());
      var sessions = node.putArray("sessions");
      var others = node.putArray("others");
      for (var subject : check.subjects())
        add(subject.session().isPresent() ? sessions : others, subject, verbose);
    }
    terminal.say(Json.write(document));
  }

  private static void add(ArrayNode array, Subject subject, boolean verbose) {
    var node = array.addObject();
    subject.logForm().ifPresent(form -> node.put("session", form));
    if (verbose) subject.session().ifPresent(id -> node.put("id", id));
    node.put("note", subject.note());
    node.put("since", subject.since().map(Instant::toString).orElse(null));
  }
}
