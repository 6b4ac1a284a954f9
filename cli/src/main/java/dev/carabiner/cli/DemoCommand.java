package dev.carabiner.cli;

import dev.carabiner.client.ApiClient;
import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.app.SettingsReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `demo`
final class DemoCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Words.command(
        this,
        "demo",
        "Tells the whole story without a browser, through the Java SDK, on free ports and in a"
            + " scratch folder; fails when a step does not hold.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException, InterruptedException {
    LogLines.install(LogLevel.ERROR, terminal.err());
    try (var scratch = Scratch.make("carabiner-demo")) {
      tell(DevFolder.in(scratch.folder()), terminal);
    }
    return 0;
  }

  private static void tell(DevFolder folder, Terminal terminal)
      throws IOException, InterruptedException {
    var ports = Ports.free(3);
    var url = "http://127.0.0.1:" + ports.get(0);
    var plan = new DevPlan(ports.get(0), ports.get(1), ports.get(2), url, List.of(), true);
    var identity = folder.identity();
    // a demo is the same whatever the environment overrides
    var settings =
        new SettingsReader(Map.of()).read(plan.settings(identity), folder.settings()).settings();
    var clock = new DemoClock();
    try (var playground = Playground.start(plan, identity, settings, clock, sandbox -> sandbox);
        var http = new TalkingHttp(newHttp(), terminal::say)) {
      terminal.say(
          "Carabiner " + Version.text() + " at " + url + ", the provider at " + plan.sandboxUrl());
      var client =
          ApiClient.builder()
              .baseUrl(url)
              .clientCredentials(identity.clientId(), identity.clientSecret())
              .httpClient(http)
              .build();
      new DemoStory(terminal, client, playground.sandbox().issuer() + "/api/me", clock).tell();
    }
  }

  private static HttpClient newHttp() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
