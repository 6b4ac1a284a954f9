package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Lint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `providers new [FILE]`
final class ProvidersNewCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec = Words.command(this, "new", "Asks for what an entry needs, and writes one.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(Path.class)
            .paramLabel("FILE")
            .description(
                "the file to write, never one that is there; without it lines for the settings file"
                    + " are printed")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException, InterruptedException {
    var answers = answers(new Questions(terminal));
    var entry = yaml(answers);
    var findings =
        new Lint(Catalogue.builtIn(), InstantSource.system().instant())
            .of(Yaml.readMap(entry, "answers"));
    if (!findings.complaints().isEmpty())
      throw new CommandFailed(String.join("; ", findings.complaints()));
    @Nullable Path file = given.matchedPositionalValue(0, null);
    if (file == null) {
      terminal.say("providers:");
      var lines = entry.lines().toList();
      terminal.say("  - " + lines.getFirst());
      lines.stream().skip(1).forEach(line -> terminal.say("    " + line));
      return 0;
    }
    try {
      Files.writeString(file, entry, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException there) {
      throw new CommandFailed(file + " is there already and is not overwritten", there);
    }
    terminal.say("made " + file + "; providers lint " + file + " looks at it again");
    return 0;
  }

  /// Asks on the side and reads line by line.
  private record Questions(Terminal terminal, BufferedReader lines) {
    Questions(Terminal terminal) {
      this(terminal, new BufferedReader(new InputStreamReader(terminal.in(), UTF_8)));
    }

    String ask(String question, String preset) throws IOException {
      terminal.err().print(question + (preset.isEmpty() ? "" : " [" + preset + "]") + ": ");
      terminal.err().flush();
      var line = lines.readLine();
      return line == null || line.isBlank() ? preset : line.strip();
    }

    String need(String question, String preset) throws IOException {
      var answer = ask(question, preset);
      if (answer.isEmpty())
        throw new CommandFailed("without an answer there is no entry: " + question);
      return answer;
    }
  }

  private static Map<String, String> answers(Questions questions)
      throws IOException, InterruptedException {
    var entry = new LinkedHashMap<String, String>();
    var name = questions.need("Name that people know", "");
    var id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    entry.put("id", questions.need("Id", id));
    entry.put("name", name);
    put(entry, "docs", questions.ask("Page on its OAuth, if any", ""));
    put(entry, "issuer", questions.ask("Issuer, if it offers discovery", ""));
    if (!entry.containsKey("issuer")) {
      entry.put("authorization_endpoint", questions.need("Authorization endpoint", ""));
      entry.put("token_endpoint", questions.need("Token endpoint", ""));
      put(entry, "revocation_endpoint", questions.ask("Revocation endpoint, if any", ""));
      put(entry, "userinfo_endpoint", questions.ask("Endpoint that tells the account, if any", ""));
      put(entry, "client_auth", questions.ask("Client authentication", "client_secret_post"));
      put(entry, "pkce", questions.ask("PKCE: required, supported or unsupported", ""));
    } else if (questions.ask("Look at its metadata now? y or n", "n").startsWith("y")) {
      questions.terminal().err().println(IssuerLook.at(entry.get("issuer")));
    }
    put(entry, "default_scopes", questions.ask("Scopes to ask for, with blanks between", ""));
    return entry;
  }

  private static void put(Map<String, String> entry, String key, String answer) {
    if (!answer.isEmpty()) entry.put(key, answer);
  }

  private static String yaml(Map<String, String> entry) {
    var text = new StringBuilder();
    entry.forEach((key, value) ->
        text.append(key)
            .append(": ")
            .append(key.equals("default_scopes") ? list(value) : quoted(value))
            .append('\n'));
    return text.toString();
  }

  private static String list(String scopes) {
    return "["
        + String.join(
            ", ",
            java.util.Arrays.stream(scopes.split("\\s+", -1))
                .map(ProvidersNewCommand::quoted)
                .toList())
        + "]";
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z][A-Za-z0-9._/-]*( [A-Za-z0-9._/-]+)*|https?://[A-Za-z0-9._/:-]+")
        ? value
        : "'" + value.replace("'", "''") + "'";
  }
}
