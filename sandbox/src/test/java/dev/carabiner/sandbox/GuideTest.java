package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/testing.md to its word: its lines are run, its answers are the ones that come. */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "testing.md");
  private static final Path THIS =
      Path.of("src", "test", "java", "dev", "carabiner", "sandbox", "GuideTest.java");
  private static final String PORT = "8090";

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** What is random becomes an ellipsis. */
  private static String steady(String output) {
    return output
        .replace("\r", "")
        .replaceAll("(sandbox_[a-z]+_)[A-Za-z0-9_-]{43}", "$1…")
        .replaceAll("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+", "…")
        .replaceAll("\"(n|kid)\":\"[A-Za-z0-9_-]+\"", "\"$1\":\"…\"")
        .replaceAll("\"(iat|exp)\":\\d+", "\"$1\":…")
        .replaceAll("\"[0-9a-f]{8}\"", "\"…\"")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "…")
        .strip();
  }

  @Test
  void every_line_to_paste_gives_the_answer_that_is_printed(@TempDir Path folder) throws Exception {
    List<String> commands = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String line : String.join("", blocks("console")).split("\n")) {
      if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
        answers.add("");
      } else {
        int last = answers.size() - 1;
        answers.set(last, (answers.get(last) + "\n" + line).strip());
      }
    }
    assertThat(commands).hasSizeGreaterThan(20);
    try (Sandbox sandbox = Sandbox.start(Application.automatic())) {
      String port = String.valueOf(sandbox.port());
      String script =
          String.join("\nprintf '\\n@@@\\n'\n", commands).replace(":" + PORT, ":" + port);
      Path output = folder.resolve("output");
      Process shell =
          new ProcessBuilder("sh", Files.writeString(folder.resolve("script"), script).toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(shell.waitFor()).isZero();
      List<String> given =
          Arrays.stream(
                  new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                      .replace(port, PORT)
                      .split("\n@@@\n", -1))
              .map(GuideTest::steady)
              .toList();

      assertThat(given).hasSameSizeAs(commands);
      for (int i = 0; i < commands.size(); i++) {
        assertThat(given.get(i)).as(commands.get(i)).isEqualTo(answers.get(i));
      }
    }
  }

  @Test
  void every_member_of_a_fault_is_explained_and_every_fault_of_the_table_works()
      throws IOException {
    String guide = Files.readString(GUIDE);
    assertThat(guide).contains(FaultJson.MEMBERS.stream().map(m -> "| `" + m + "` |").toList());
    List<String> bodies =
        Pattern.compile("\\| `(\\{\"endpoint\".*\\})` \\|")
            .matcher(guide)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(bodies).hasSizeGreaterThan(10);
    assertThat(bodies).allSatisfy(body -> assertThat(FaultJson.read(body)).isNotNull());
  }

  @Test
  void every_setting_is_explained() throws IOException {
    List<String> hidden = List.of("withListener", "withConsent", "withTokens");
    List<String> settings =
        Arrays.stream(SandboxSettings.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> name.startsWith("with") && !hidden.contains(name))
            .map(name -> "`" + name + "`")
            .toList();

    assertThat(settings).hasSizeGreaterThan(10);
    assertThat(Files.readString(GUIDE)).contains(settings);
  }

  @Test
  void the_java_of_the_guide_is_the_code_below() throws IOException {
    List<String> code =
        Arrays.stream(Files.readString(THIS).split("\n")).map(String::strip).toList();
    for (String line : String.join("", blocks("java")).split("\n")) {
      if (!line.isBlank() && !line.strip().startsWith("//")) {
        assertThat(code).contains(line.strip());
      }
    }
  }

  @Test
  void a_refresh_whose_answer_is_lost() throws Exception {
    SandboxSettings settings =
        SandboxSettings.defaults()
            .withAutomaticConsent(true)
            .withRotation(Rotation.strict())
            .withClients(
                RegisteredClient.confidential(
                    "my-app", "my-secret", "http://127.0.0.1:9500/callback"));
    try (Sandbox sandbox = Sandbox.start(settings)) {
      URI issuer = sandbox.issuer();
      sandbox.control().fail(Fault.atToken("refresh_token").cut(Fault.Cut.AFTER));
      sandbox.control().advance(Duration.ofHours(1));
      List<LedgerEntry> refreshes = sandbox.ledger().tokenRequests("refresh_token");

      assertThat(issuer).hasPort(sandbox.port());
      assertThat(refreshes).isEmpty();
    }
  }

  @Test
  void a_withdrawal_in_the_middle_of_a_refresh() throws Exception {
    try (Sandbox sandbox = Sandbox.start(Application.automatic())) {
      Application application = new Application(sandbox);
      String token = application.connect("offline_access").text("refresh_token");
      try (Hold hold = sandbox.control().hold("refresh_token")) {
        CompletableFuture<Application.Reply> refreshing =
            CompletableFuture.supplyAsync(() -> application.refresh(token));
        hold.awaitArrival();
        sandbox.control().withdraw(Selection.all());
        hold.release();

        assertThat(refreshing.join().text("error")).isEqualTo("invalid_grant");
      }
    }
  }
}
