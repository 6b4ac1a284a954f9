package dev.carabiner.server.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What has to hold for a revocation at a provider. Pure.
final class QueueRules {
  private static final Duration LATE = Duration.ofSeconds(60);
  private static final int MANY = 3;

  private final Situation situation;
  private final Findings findings;

  QueueRules(Situation situation, Findings findings) {
    this.situation = situation;
    this.findings = findings;
    findings.looked(Rule.REVOCATION_OVERDUE, Rule.REVOCATION_FAILING, Rule.REVOCATION_UNSURE);
    if (situation.seals().canTry()) findings.looked(Rule.REVOCATION_SEAL);
  }

  void judge(StoredRevocation row) {
    var broken = situation.seals().broken(row.seals(), row::binding);
    if (!broken.isEmpty())
      add(Rule.REVOCATION_SEAL, row, String.join(", ", broken), Optional.of(row.created()));
    if (situation.isOlder(row.due(), LATE)) add(Rule.REVOCATION_OVERDUE, row, "", row.due());
    if (row.due().isPresent() && row.tries() >= MANY)
      add(
          Rule.REVOCATION_FAILING,
          row,
          row.tries() + " tries, the next at " + row.due().get(),
          Optional.of(row.created()));
    if (row.due().isEmpty()
        && (row.receipt().equals("UNCERTAIN") || row.receipt().equals("FAILED")))
      add(Rule.REVOCATION_UNSURE, row, row.receipt(), Optional.of(row.created()));
  }

  private void add(Rule rule, StoredRevocation row, String note, Optional<Instant> since) {
    findings.add(rule, Subject.session(row.session().id(), note, since));
  }
}
