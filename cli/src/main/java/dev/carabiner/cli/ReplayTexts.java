package dev.carabiner.cli;

import dev.carabiner.cli.ReplayStep.Outcome;
import java.util.List;
import java.util.Map;

/// Tells of replays in lines for people.
final class ReplayTexts implements ReplayReport {
  private final Terminal terminal;
  private final boolean brief;
  private String id = "";
  private int played;
  private int held;

  ReplayTexts(Terminal terminal, boolean brief) {
    this.terminal = terminal;
    this.brief = brief;
  }

  @Override
  public void begins(String id, String name) {
    this.id = id;
    if (!brief) terminal.say((played == 0 ? "" : "\n") + Failure.printable(name + " (" + id + ")"));
  }

  @Override
  public void step(Outcome outcome, List<String> heard) {
    if (brief) return;
    heard.forEach(line -> terminal.say("    " + line));
    terminal.say("  " + mark(outcome.held()) + " " + outcome.step().sentence());
    outcome.failed().ifPresent(why -> terminal.say("    " + Failure.printable(why)));
  }

  @Override
  public void ends(List<Outcome> outcomes) {
    played++;
    var steps = outcomes.stream().filter(Outcome::held).count();
    var all = steps == outcomes.size();
    if (all) held++;
    if (brief)
      terminal.say(
          mark(all)
              + " "
              + id
              + outcomes.getLast().failed().map(why -> ": " + Failure.printable(why)).orElse(""));
    else
      terminal.say(
          id
              + ": "
              + (all ? "every step held: " + steps : steps + " steps held, the next did not"));
  }

  @Override
  public void close(Map<String, String> leftOut) {
    leftOut.forEach((who, why) -> terminal.say("- " + who + " " + why));
    if (played != 1) terminal.say(held + " of " + played + " providers held every step");
  }

  private static String mark(boolean held) {
    return held ? "✓" : "✗";
  }
}
