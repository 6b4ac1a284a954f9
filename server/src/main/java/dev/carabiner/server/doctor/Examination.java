package dev.carabiner.server.doctor;

import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Looks at all that is stored, a batch at a time, and notes what does not fit. Changes nothing.
public final class Examination {
  private static final int BATCH = 200;
  private static final int STEP = 10_000;
  private static final Duration APART = Duration.ofSeconds(5);

  private final Records records;
  private final Situation situation;
  private final Findings findings;
  private final Progress progress;

  public Examination(Records records, Situation situation, Findings findings, Progress progress) {
    this.records = records;
    this.situation = situation;
    this.findings = findings;
    this.progress = progress;
  }

  /// Whether a server runs that works off what is due.
  public boolean serverRuns() {
    return situation.anyRuns();
  }

  /// Holds the store's clock against this machine's.
  public void clock(Instant here) {
    findings.looked(Rule.CLOCK);
    var apart = Duration.between(here, situation.now());
    if (apart.abs().compareTo(APART) > 0)
      findings.add(
          Rule.CLOCK,
          Subject.thing(
              "the store's clock is %d s %s"
                  .formatted(apart.abs().toSeconds(), apart.isNegative() ? "behind" : "ahead"),
              Optional.empty()));
  }

  /// Looks at apps and what is known of providers.
  public void apps(Catalogue catalogue, AppAlarms alarms, Gates gates) {
    var rules = new AppRules(catalogue, situation.seals(), findings);
    records.apps().forEach(rules::judge);
    var household = new HouseholdRules(findings);
    household.alarms(alarms.all());
    household.gates(gates.all());
    var webhooks = new WebhookRules(situation, findings);
    records.webhooks().forEach(webhooks::judge);
    household.nodes(records.nodes(), situation);
  }

  /// Looks at every session, flow and revocation.
  public void rows() {
    var sessions = new SessionRules(situation, findings);
    each("sessions", records::sessions, row -> row.place().id(), sessions::judge);
    var flows = new FlowRules(situation, findings);
    each("flows", records::flows, StoredFlow::linkHash, flows::judge);
    var queue = new QueueRules(situation, findings);
    each("revocations", records::revocations, StoredRevocation::id, queue::judge);
  }

  /// Holds this node's journal, which nobody else uses, against the store.
  public void journal(List<Receipts.Kept> kept) {
    var rules = new JournalRules(records, findings);
    kept.forEach(rules::judge);
  }

  private <T> void each(
      String kind,
      BiFunction<String, Integer, List<T>> next,
      Function<T, String> key,
      Consumer<T> judge) {
    var after = "";
    var looked = 0L;
    while (true) {
      var batch = next.apply(after, BATCH);
      batch.forEach(judge);
      looked += batch.size();
      if (looked % STEP == 0 && !batch.isEmpty()) progress.at(kind, looked);
      if (batch.size() < BATCH) return;
      after = key.apply(batch.getLast());
    }
  }
}
