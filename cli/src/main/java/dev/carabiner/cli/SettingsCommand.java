package dev.carabiner.cli;

import dev.carabiner.server.app.EffectiveSettings;
import dev.carabiner.server.app.SettingsReference;
import dev.carabiner.server.base.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `settings [--config FILE] [--json] [--table]`
final class SettingsCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "settings",
            "Shows the settings in force and where each came from; checks the file on the way.");
    spec.addOption(Words.config());
    spec.addOption(Words.flag("--json", "one JSON document"));
    spec.addOption(Words.flag("--table", "the reference of all keys, in Markdown, instead"));
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    if (given.hasMatchedOption("--table")) {
      terminal.out().print(SettingsReference.markdown());
      return 0;
    }
    var reading = SettingsFile.read(given, terminal);
    var lines = EffectiveSettings.of(reading);
    if (given.hasMatchedOption("--json")) json(lines, terminal);
    else lines.forEach(line -> terminal.say(Failure.printable(shown(line))));
    reading
        .warnings()
        .forEach(warning -> terminal.err().println("warning: " + Failure.printable(warning)));
    return 0;
  }

  private static String shown(EffectiveSettings.Line line) {
    return line.key() + " = " + line.value() + "   (" + line.origin() + ")";
  }

  private static void json(List<EffectiveSettings.Line> lines, Terminal terminal) {
    var array = Json.array();
    for (var line : lines)
      array
          .addObject()
          .put("key", line.key())
          .put("value", line.value())
          .put("origin", line.origin());
    terminal.say(Json.write(array));
  }
}
