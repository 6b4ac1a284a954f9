package dev.carabiner.server.doctor;

import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Receipts;
import java.util.Optional;

/// Holds what a journal remembers against the store.
final class JournalRules {
  private final Records records;
  private final Findings findings;

  JournalRules(Records records, Findings findings) {
    this.records = records;
    this.findings = findings;
    findings.looked(Rule.JOURNAL, Rule.LOST);
  }

  void judge(Receipts.Kept kept) {
    var id = kept.asked().session().id().value();
    if (!kept.ended()) {
      var note = kept.granted().isPresent() ? "an answer" : "a request without an answer";
      findings.add(Rule.JOURNAL, Subject.session(id, note, Optional.empty()));
    }
    var since = kept.granted().map(Receipts.Granted::start);
    if (isLost(kept))
      findings.add(Rule.LOST, Subject.session(id, "the store stands before that answer", since));
  }

  /// What ended was in the store; and whatever was asked, the store stood there already.
  private boolean isLost(Receipts.Kept kept) {
    var confirmed = kept.ended() && kept.granted().isPresent();
    return switch (kept.asked()) {
      case Asked.Refresh refresh ->
          records
              .session(refresh.session().id().value())
              .filter(JournalRules::mayStillLand)
              .map(row -> row.standing().generation())
              .filter(stands ->
                  stands < refresh.generation() || (confirmed && stands == refresh.generation()))
              .isPresent();
      case Asked.Exchange exchange -> {
        var stands = records.flowVersion(exchange.linkHash());
        yield stands.isPresent()
            && (stands.getAsLong() < exchange.version()
                || (confirmed && stands.getAsLong() == exchange.version()));
      }
    };
  }

  private static boolean mayStillLand(StoredSession row) {
    var standing = row.standing();
    return standing.word().equals("connected")
        || standing.reason().equals(Optional.of(Reason.ROTATION_LOST.word()));
  }
}
