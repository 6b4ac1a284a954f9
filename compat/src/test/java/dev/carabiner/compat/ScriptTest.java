package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script of a checkout, as `./carabiner test` has just built it.
@Tag("real")
class ScriptTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String SCRIPT = HOME.resolve("carabiner").toString();
  private static final String FINDER = HOME.resolve("cli/src/dist/lib/java.sh").toString();

  @TempDir Path elsewhere;

  @Test
  void from_any_folder_it_runs_on_a_java_that_is_new_enough_and_says_nothing_else()
      throws Exception {
    built();

    var ran = run(List.of(SCRIPT, "version"));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).matches("carabiner \\d.* \\(Java (2[5-9]|[3-9]\\d).*\\)\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void paths_stay_relative_to_the_callers_folder() throws Exception {
    built();
    Files.writeString(elsewhere.resolve("mine.yaml"), "server: {name: Mine}\n");

    var ran = run(List.of(SCRIPT, "settings", "--config", "mine.yaml"));

    assertThat(ran.out()).startsWith("server.name = Mine   (mine.yaml:1)\n");
  }

  @Test
  void wrong_usage_of_a_command_of_its_own_is_2() throws Exception {
    for (var wrong :
        List.of(List.of("test", "--lnog"), List.of("check", "all"), List.of("fmt", "x"))) {
      var ran = run(List.of(SCRIPT, wrong.get(0), wrong.get(1)));
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).startsWith("usage: ./carabiner " + wrong.get(0));
    }
  }

  @Test
  void a_command_that_it_does_not_know_is_2() throws Exception {
    built();

    var ran = run(List.of(SCRIPT, "nope"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("Usage: carabiner");
  }

  @Test
  void the_java_that_the_environment_names_comes_first_when_it_is_new_enough() throws Exception {
    var newer = java("99");
    var older = java("17");

    assertThat(
            run(List.of("sh", "-c", ". " + FINDER + "; java_home java"), Map.of("JAVA_HOME", newer))
                .out())
        .isEqualTo(newer + "\n");
    assertThat(
            run(List.of("sh", "-c", ". " + FINDER + "; java_home java"), Map.of("JAVA_HOME", older))
                .out())
        .isNotEqualTo(older + "\n")
        .isNotBlank();
  }

  @Test
  void without_a_java_it_prints_one_line_to_paste() throws Exception {
    var ran =
        run(List.of("sh", "-c", ". " + FINDER + "; java_wanted=990; java_or_advice java; echo on"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(2);
    assertThat(ran.err()).startsWith("carabiner: needs Java 990 or newer");
  }

  private static void built() {
    assumeTrue(Files.exists(HOME.resolve("cli/target/built")), "the script has not built yet");
  }

  /// A folder that looks like the home of a Java of that version.
  private String java(String version) throws IOException {
    var home = Files.createDirectories(elsewhere.resolve("jdk-" + version + "/bin")).getParent();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    var program = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home.toString();
  }

  private record Ran(int code, String out, String err) {}

  private Ran run(List<String> line) throws Exception {
    return run(line, Map.of());
  }

  private Ran run(List<String> line, Map<String, String> environment) throws Exception {
    var out = Files.createTempFile(elsewhere, "out", "");
    var err = Files.createTempFile(elsewhere, "err", "");
    var builder =
        new ProcessBuilder(line)
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.contains("JAVA") || name.startsWith("JDK"));
    builder.environment().putAll(environment);
    var code = builder.start().waitFor();
    return new Ran(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
