package dev.carabiner.server.doctor;

import static dev.carabiner.server.doctor.Subject.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What has to hold for a session. Pure.
final class SessionRules {
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(60);
  private static final Duration UNCONFIRMED = Duration.ofSeconds(45);

  /// A provider may ask us to wait a quarter of an hour; the rest is for pauses of our own.
  private static final Duration FARTHEST = Duration.ofMinutes(20);

  private final Situation situation;
  private final Findings findings;

  SessionRules(Situation situation, Findings findings) {
    this.situation = situation;
    this.findings = findings;
    findings.looked(
        Rule.SESSION_ROW,
        Rule.SESSION_STATE,
        Rule.SESSION_APP,
        Rule.SUCCESSOR,
        Rule.CLAIM_OVER,
        Rule.IN_DOUBT,
        Rule.DENIED,
        Rule.NEXT_TRY,
        Rule.OVERDUE);
    if (situation.seals().canTry()) findings.looked(Rule.SESSION_SEAL);
  }

  void judge(StoredSession row) {
    var id = row.place().id();
    var times = row.times();
    var contradictions = StateRules.contradictions(row);
    if (!contradictions.isEmpty())
      add(Rule.SESSION_STATE, id, String.join(", ", contradictions), Optional.empty());
    else if (!row.readable()) add(Rule.SESSION_ROW, id, "the row is damaged", Optional.empty());
    seals(row);
    if (!isOver(row) && !situation.apps().containsKey(row.place().app()))
      add(Rule.SESSION_APP, id, "app " + row.place().app(), Optional.empty());
    if (row.strangeSuccessor())
      add(Rule.SUCCESSOR, id, "its successor is not its owner's", Optional.empty());
    if (situation.isOlder(times.claimUntil(), LEFT_BEHIND))
      add(Rule.CLAIM_OVER, id, claimed(row), times.claimUntil());
    if (times.inDoubtSince().isPresent())
      add(Rule.IN_DOUBT, id, decision(row), times.inDoubtSince());
    if (situation.isOlder(times.deniedSince(), UNCONFIRMED))
      add(Rule.DENIED, id, "next try " + at(times.nextTry()), times.deniedSince());
    if (times.nextTry().filter(latest(row)::isBefore).isPresent())
      add(Rule.NEXT_TRY, id, "next try " + at(times.nextTry()), Optional.empty());
    if (situation.isOlder(times.due(), LEFT_BEHIND))
      add(Rule.OVERDUE, id, "its state is " + row.standing().word(), times.due());
  }

  /// What is over outlives its app until it is forgotten.
  private static boolean isOver(StoredSession row) {
    var state = row.standing().word();
    return state.equals("revoked") || state.equals("expired");
  }

  private void seals(StoredSession row) {
    var generation = Math.max(0, row.standing().generation());
    var broken =
        situation.seals().broken(row.seals(), field -> row.place().binding(field, generation));
    if (!broken.isEmpty())
      add(Rule.SESSION_SEAL, row.place().id(), String.join(", ", broken), Optional.empty());
  }

  /// In doubt, the stored token is served to its end before anybody asks again.
  private Instant latest(StoredSession row) {
    var now = situation.now();
    return row.times().tokenEnd().filter(now::isBefore).orElse(now).plus(FARTHEST);
  }

  private String claimed(StoredSession row) {
    var node = row.claimNode().orElse("nobody");
    return "claimed by node "
        + NodeName.of(node)
        + (situation.runs(node) ? ", which runs" : ", which is not seen");
  }

  private String decision(StoredSession row) {
    var policy = situation.policy(row.place().app());
    var when = at(row.times().nextTry());
    return switch (policy) {
      case NONE, GRACE, PREVIOUS_UNTIL_USED ->
          "rotation " + policy + ": the old refresh token is tried again " + when;
      case STRICT, UNKNOWN ->
          "rotation "
              + policy
              + ": the stored token is served to its end, then the old refresh token is tried "
              + when;
    };
  }

  private static String at(Optional<Instant> time) {
    return time.map(then -> "at " + then).orElse("at the next read");
  }

  private void add(Rule rule, String id, String note, Optional<Instant> since) {
    findings.add(rule, session(id, note, since));
  }
}
