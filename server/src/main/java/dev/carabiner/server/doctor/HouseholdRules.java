package dev.carabiner.server.doctor;

import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.sessions.AppAlarm;
import java.util.List;
import java.util.Optional;

/// Alarms, gates and nodes. Pure.
final class HouseholdRules {
  private final Findings findings;

  HouseholdRules(Findings findings) {
    this.findings = findings;
  }

  void alarms(List<AppAlarm> alarms) {
    findings.looked(Rule.APP_ALARM);
    for (var alarm : alarms)
      findings.add(
          Rule.APP_ALARM,
          Subject.thing("app " + alarm.app() + ", " + alarm.error(), Optional.of(alarm.since())));
  }

  void gates(List<Gates.Known> gates) {
    findings.looked(Rule.GATES);
    for (var gate : gates)
      gate.state()
          .presentTrouble()
          .ifPresent(trouble ->
              findings.add(
                  Rule.GATES,
                  Subject.thing(
                      gate.key() + ", " + trouble.why().word().replace('_', ' '),
                      Optional.of(trouble.since()))));
  }

  void nodes(List<StoredNode> nodes, Situation situation) {
    var running = nodes.stream().filter(node -> situation.runs(node.id())).count();
    findings.remark(Rule.NODES, running == 0 ? "No server runs." : "Running now: " + running + ".");
    for (var node : nodes)
      if (!situation.runs(node.id()))
        findings.add(
            Rule.NODES, Subject.thing("node " + NodeName.of(node.id()), Optional.of(node.seen())));
  }
}
