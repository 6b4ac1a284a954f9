package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A running script of `src/test/node`, which answers questions: one JSON object a line each way.
/// It ends with its standard input; what it prints to standard error is in
/// `target/node/SCRIPT.log`.
final class NodeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SILENCE = "";

  private final String script;
  private final Process process;
  private final BufferedWriter questions;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(8);

  private NodeProcess(String script, Process process) {
    this.script = script;
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    Thread.ofVirtual().name(script).start(() -> listen(process.inputReader(UTF_8)));
  }

  /// Starts a script in an environment that configures none of the clients.
  static NodeProcess start(String script, String... arguments) {
    return start(Map.of(), script, arguments);
  }

  /// The same with these environment variables.
  static NodeProcess start(Map<String, String> environment, String script, String... arguments) {
    var folder = NodeFolder.ready();
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve(Path.of(script + ".log")).toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KINDE_"));
    builder.environment().putAll(environment);
    try {
      return new NodeProcess(script, builder.start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Asks and gives the whole answer: `value`, or `failed` with what went wrong.
  JsonNode ask(String call, Map<String, String> given) {
    var asked = Json.object().put("call", call);
    given.forEach(asked.putObject("given")::put);
    try {
      questions.write(Json.write(asked));
      questions.newLine();
      questions.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return next();
  }

  /// Asks what cannot fail.
  JsonNode value(String call, Map<String, String> given) {
    return expected(ask(call, given));
  }

  /// What a script says unasked, when it is ready.
  JsonNode greeting() {
    return expected(next());
  }

  @Override
  public void close() {
    try {
      questions.close();
      if (!process.waitFor(PATIENCE)) process.destroyForcibly();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode expected(JsonNode answer) {
    if (!answer.has("value")) throw new AssertionError(script + " failed: " + answer);
    return answer.path("value");
  }

  private JsonNode next() {
    try {
      var line = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (line == null || line.equals(SILENCE))
        throw new AssertionError("no answer of " + script + ": see its log in target/node");
      return Json.parse(line)
          .orElseThrow(() -> new AssertionError(script + " said no JSON; see its log"));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private void listen(BufferedReader output) {
    try (output) {
      for (var line = output.readLine(); line != null; line = output.readLine()) answers.put(line);
      answers.put(SILENCE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
