package dev.carabiner.server.doctor;

import java.time.Duration;
import java.util.Optional;

/// What has to hold for a webhook. Pure.
final class WebhookRules {
  private static final Duration LONG = Duration.ofHours(1);

  private final Situation situation;
  private final Findings findings;

  WebhookRules(Situation situation, Findings findings) {
    this.situation = situation;
    this.findings = findings;
    findings.looked(Rule.WEBHOOK);
    if (situation.seals().canTry()) findings.looked(Rule.WEBHOOK_SEAL);
  }

  void judge(StoredWebhook row) {
    var name = "webhook " + row.id();
    var secrets = row.secrets();
    if (situation.seals().isBroken(secrets.current(), row.binding(secrets.number()))
        || secrets
            .old()
            .filter(old -> situation.seals().isBroken(old, row.binding(secrets.number() - 1)))
            .isPresent()) findings.add(Rule.WEBHOOK_SEAL, Subject.thing(name, Optional.empty()));
    var waiting = row.waiting();
    var note = name + ", " + waiting.events() + " events wait";
    if (row.stopped().filter(why -> !why.equals("switched_off")).isPresent())
      findings.add(
          Rule.WEBHOOK,
          Subject.thing(note + ", stopped: " + row.stopped().get(), row.failingSince()));
    else if (row.failingSince().isPresent())
      findings.add(Rule.WEBHOOK, Subject.thing(note + ", failing", row.failingSince()));
    else if (row.stopped().isEmpty() && situation.isOlder(waiting.oldest(), LONG))
      findings.add(Rule.WEBHOOK, Subject.thing(note, waiting.oldest()));
  }
}
