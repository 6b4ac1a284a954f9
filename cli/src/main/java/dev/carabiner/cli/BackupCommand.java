package dev.carabiner.cli;

import dev.carabiner.server.app.Backup;
import dev.carabiner.server.app.Settings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `backup FILE`
final class BackupCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "backup",
            "Copies the SQLite store as of one moment, also while the server runs. The master key"
                + " is not in the copy.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(Path.class)
            .paramLabel("FILE")
            .description(
                "the file to write, readable by you alone; an existing one is never overwritten")
            .build());
    spec.addOption(Words.config());
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    var settings = SettingsFile.read(given, terminal).settings();
    Path file = given.matchedPositionalValue(0, null);
    switch (backup(file, settings)) {
      case Backup.Made(var bytes) -> told(file, bytes, terminal);
      case Backup.LeftToTheDatabase _ ->
          throw new CommandFailed(
              "the store is a PostgreSQL database: back it up with pg_dump, or as you back up"
                  + " your other databases");
      case Backup.NothingThere(var store) ->
          throw new CommandFailed(
              "there is no store at " + store + " yet; check store.url and --config");
    }
    return 0;
  }

  private static Backup backup(Path file, Settings settings) throws IOException {
    try {
      return Backup.make(settings, file);
    } catch (FileAlreadyExistsException there) {
      throw new CommandFailed(
          file + " is there already and is not overwritten; name another file", there);
    }
  }

  private static void told(Path file, long bytes, Terminal terminal) {
    terminal.say("Copied the store to " + file + ": " + bytes + " bytes");
    terminal.say(
        "The master key is not in it: back that up apart from it, without it no copy opens");
    terminal.say(
        "Run a restored copy with `carabiner serve --passive` until the original is gone for good:"
            + " its refresh tokens may have been spent since");
  }
}
