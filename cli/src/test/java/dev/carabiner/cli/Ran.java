package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/// What came of a command that ran in this process.
record Ran(int code, String out, String err) {
  static Ran of(String... arguments) {
    return with(Map.of(), arguments);
  }

  static Ran with(Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment);
    var code = new Program(terminal).run(arguments);
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
