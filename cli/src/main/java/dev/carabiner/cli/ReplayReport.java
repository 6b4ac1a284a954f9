package dev.carabiner.cli;

import dev.carabiner.cli.ReplayStep.Outcome;
import java.util.List;
import java.util.Map;

/// Tells of replays while they are played.
interface ReplayReport {
  /// For people, or for programs.
  ///
  /// @param brief whether one line for each provider is enough
  static ReplayReport of(boolean json, boolean brief, Terminal terminal) {
    return json ? new ReplayJson(terminal, brief) : new ReplayTexts(terminal, brief);
  }

  /// A provider is on.
  void begins(String id, String name);

  /// A step has ended.
  ///
  /// @param heard what the provider was asked and answered for it, a line each
  void step(Outcome outcome, List<String> heard);

  /// The provider that is on has had all its steps.
  void ends(List<Outcome> outcomes);

  /// Everything has been played.
  ///
  /// @param leftOut who was not, with why
  void close(Map<String, String> leftOut);
}
