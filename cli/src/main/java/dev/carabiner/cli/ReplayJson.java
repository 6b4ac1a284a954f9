package dev.carabiner.cli;

import dev.carabiner.cli.ReplayStep.Outcome;
import dev.carabiner.server.base.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells of replays in one JSON document; how far it is, on the side.
final class ReplayJson implements ReplayReport {
  private final Terminal terminal;
  private final boolean progress;
  private final ArrayNode providers = Json.array();
  private ObjectNode provider = Json.object();

  ReplayJson(Terminal terminal, boolean progress) {
    this.terminal = terminal;
    this.progress = progress;
  }

  @Override
  public void begins(String id, String name) {
    provider = providers.addObject().put("id", id).put("name", name);
    provider.putArray("steps");
    if (progress) terminal.err().println(providers.size() + " " + id);
  }

  @Override
  public void step(Outcome outcome, List<String> heard) {
    var step =
        provider
            .withArray("/steps")
            .addObject()
            .put("step", outcome.step().code())
            .put("held", outcome.held());
    outcome
        .failed()
        .ifPresent(why -> step.put("failed", why).put("remedy", ReplayMending.of(outcome)));
    heard.forEach(step.putArray("exchanges")::add);
  }

  @Override
  public void ends(List<Outcome> outcomes) {
    provider.put("held", outcomes.stream().allMatch(Outcome::held));
  }

  @Override
  public void close(Map<String, String> leftOut) {
    leftOut.forEach((who, why) -> providers.addObject().put("id", who).put("left_out", why));
    terminal.say(Json.write(providers));
  }
}
