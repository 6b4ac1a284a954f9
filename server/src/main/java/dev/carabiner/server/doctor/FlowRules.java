package dev.carabiner.server.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What has to hold for a connect flow. Pure.
final class FlowRules {
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(60);

  private final Situation situation;
  private final Findings findings;

  FlowRules(Situation situation, Findings findings) {
    this.situation = situation;
    this.findings = findings;
    findings.looked(Rule.FLOW_ROW, Rule.EXCHANGING, Rule.UNCONFIRMED);
  }

  void judge(StoredFlow flow) {
    var broken = situation.seals().broken(flow.seals(), flow::binding);
    if (!flow.readable()) add(Rule.FLOW_ROW, flow, "the row is damaged", Optional.empty());
    else if (!broken.isEmpty())
      add(Rule.FLOW_ROW, flow, String.join(", ", broken) + " does not open", Optional.empty());
    // a session that goes on without it has nothing to wait for
    if (flow.step().word().equals("exchanging")
        && flow.sessionState().equals(Optional.of("pending"))
        && situation.isOlder(flow.step().until(), LEFT_BEHIND))
      add(Rule.EXCHANGING, flow, "the code was sent", flow.step().until());
    if (situation.isOlder(flow.confirmUntil(), LEFT_BEHIND))
      add(Rule.UNCONFIRMED, flow, "its grant was to be wiped", flow.confirmUntil());
  }

  private void add(Rule rule, StoredFlow flow, String note, Optional<Instant> since) {
    findings.add(rule, Subject.session(flow.session().id(), note, since));
  }
}
