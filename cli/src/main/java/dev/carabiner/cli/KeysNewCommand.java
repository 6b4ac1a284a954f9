package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.Reveal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `keys new [FILE]`
final class KeysNewCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this, "new", "Makes a master key: 32 random bytes in base64, for vault.master-key.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(Path.class)
            .paramLabel("FILE")
            .description(
                "the file to write, readable by you alone; an existing one is never overwritten."
                    + " Without it the key is printed")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    var key = MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
    Path file = given.matchedPositionalValue(0, null);
    if (file == null) {
      terminal.say(key);
      return 0;
    }
    try {
      PrivateFile.create(file, (key + "\n").getBytes(US_ASCII));
    } catch (FileAlreadyExistsException there) {
      throw new CommandFailed(
          file + " is there already and is not overwritten; name another file", there);
    }
    terminal.say("made " + file + "; back it up apart from the database");
    return 0;
  }
}
