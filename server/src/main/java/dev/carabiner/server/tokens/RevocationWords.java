package dev.carabiner.server.tokens;

import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.sessions.Revocation.Receipt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Says in plain words what was made of the answer to a revocation. Decides nothing.
final class RevocationWords {
  private RevocationWords() {}

  /// @param why for the log
  static Decision ended(Receipt receipt, String why) {
    var outcome =
        switch (receipt) {
          case REVOKED_AT_PROVIDER -> Outcome.GRANTED;
          case UNCERTAIN -> Outcome.IN_DOUBT;
          case QUEUED, SHARED_GRANT, UNSUPPORTED, FAILED, NOT_WANTED -> Outcome.NOT_DONE;
        };
    var text =
        "The session was over before this was sent. It ends as "
            + receipt.name().toLowerCase(Locale.ROOT)
            + ": "
            + why;
    return new Decision(
        outcome, receipt == Receipt.FAILED ? Optional.of(why) : Optional.empty(), () -> text);
  }

  /// @param atTheEnd the receipt if it never gets better
  static Decision again(Receipt atTheEnd, String why, int tries, Instant next) {
    var text =
        "The session is over whatever the provider says. The provider is told again at "
            + next.truncatedTo(ChronoUnit.SECONDS)
            + ", after try "
            + tries
            + ".";
    var outcome = atTheEnd == Receipt.UNCERTAIN ? Outcome.IN_DOUBT : Outcome.NOT_DONE;
    return new Decision(outcome, Optional.of(why), () -> text);
  }
}
