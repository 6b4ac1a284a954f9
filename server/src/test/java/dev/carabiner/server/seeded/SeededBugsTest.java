package dev.carabiner.server.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A suite that cannot fail proves nothing.
class SeededBugsTest {
  private static final int FEWEST = 30;
  private static final int RED = 1;
  private static final int SEEDS = 4_000;
  private static final int LONGEST_SECONDS = 240;

  @Test
  void there_are_many_and_each_fits_the_program() {
    assertThat(SeededBug.all()).hasSizeGreaterThanOrEqualTo(FEWEST);
    for (var bug : SeededBug.all()) {
      assertThat(bug.sources()).as(bug.name()).isNotEmpty();
      for (var test : bug.caughtBy()) assertThat(nameOf(test)).as(bug.name()).endsWith(test);
    }
  }

  static List<SeededBug> all() {
    return SeededBug.all();
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void the_suite_turns_red_for(SeededBug bug, @TempDir Path scratch)
      throws IOException, InterruptedException {
    var classes = Files.createDirectories(scratch.resolve("classes"));
    compile(bug, Files.createDirectories(scratch.resolve("sources")), classes);

    var output = scratch.resolve("output.txt");
    var process =
        new ProcessBuilder(command(bug, classes))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    try {
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as(bug.name()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as(tail(Files.readString(output))).isEqualTo(RED);
  }

  private static void compile(SeededBug bug, Path sources, Path classes) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath()));
    for (var source : bug.sources().entrySet()) {
      var file = sources.resolve(source.getKey().getFileName().toString());
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
        .as("%s does not compile", bug.name())
        .isZero();
  }

  private static List<String> command(SeededBug bug, Path classes) {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Djdk.trackAllThreads=false",
                "-Xmx1g",
                "-Dsimulation.seeds=" + SEEDS,
                "-cp",
                classes + File.pathSeparator + classPath(),
                ChosenTests.class.getName()));
    bug.caughtBy().forEach(test -> command.add(nameOf(test)));
    return command;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /// The full name of a test class.
  private static String nameOf(String simpleName) {
    var root = Path.of("src/test/java");
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith(simpleName + ".java"))
          .map(file -> root.relativize(file).toString())
          .map(path -> path.replace(".java", "").replace(File.separatorChar, '.'))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no test " + simpleName));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String tail(String output) {
    var most = 3_000;
    return output.substring(Math.max(0, output.length() - most));
  }
}
