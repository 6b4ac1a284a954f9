package dev.carabiner.server.console.sessions;

import static dev.carabiner.server.console.sessions.Verdict.Act.SEE_EXCHANGE;

import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Revocation;
import java.util.Locale;
import java.util.Optional;

/// Verdicts of sessions that are over.
final class OverVerdicts {
  private OverVerdicts() {}

  static Verdict expired(Situation situation, Reason why) {
    var names = situation.names();
    var on = on(situation);
    if (why.equals(Reason.LINK_EXPIRED))
      return Verdict.quiet(
          "Never connected: nobody finished before the link ran out.",
          on.map(time -> time + ". ").orElse("")
              + "Ask for a new link; this session stays as it is.");
    if (why.equals(Reason.ACCESS_DENIED))
      return Verdict.quiet(
          "Never connected: %s said no.".formatted(names.user()),
          on.map(time -> time + ", ").orElse("")
              + (saidNoHere(situation)
                  ? "on our page, with “This is not me”."
                  : "at %s.".formatted(names.provider())));
    if (why.equals(Reason.EXCHANGE_UNKNOWN))
      return Verdict.quiet(
          "Never connected: %s's last answer did not arrive.".formatted(names.provider()),
          on.map(time -> time + ". ").orElse("")
              + "We do not send a code twice. %s tries again through a new link."
                  .formatted(names.user()),
          SEE_EXCHANGE);
    return Verdict.quiet(
        "Never connected: %s answered with an error.".formatted(names.provider()),
        on.map(time -> time + ": ").orElse("")
            + "“%s”, %s".formatted(error(situation, why), lower(why.sentence())),
        SEE_EXCHANGE);
  }

  static Verdict revoked(Situation situation) {
    return Verdict.quiet(
        "This connection was revoked.",
        on(situation).map(time -> time + ". ").orElse("")
            + "No token is kept."
            + situation
                .history()
                .revocation()
                .map(revocation -> " " + told(situation, revocation))
                .orElse(""));
  }

  private static String told(Situation situation, Revocation revocation) {
    var provider = situation.names().provider();
    return switch (revocation.receipt()) {
      case REVOKED_AT_PROVIDER -> provider + " confirmed it.";
      case QUEUED ->
          provider
              + " is being told"
              + revocation
                  .due()
                  .map(due ->
                      "; try %d %s".formatted(revocation.tries() + 1, Say.on(due, situation.now())))
                  .orElse("")
              + ".";
      case FAILED, UNSUPPORTED -> refused(situation, revocation);
      case UNCERTAIN -> "We do not know whether %s heard us.".formatted(provider);
      case SHARED_GRANT ->
          "Another session shares the grant, so %s was not told.".formatted(provider);
      case NOT_WANTED -> "%s is set never to tell %s.".formatted(situation.names().app(), provider);
    };
  }

  private static String refused(Situation situation, Revocation revocation) {
    var names = situation.names();
    var where = revocation.standing().page().map(page -> " at " + page).orElse(" there");
    return revocation.receipt() == Revocation.Receipt.FAILED
        ? "%s refused, so %s should remove it%s.".formatted(names.provider(), names.user(), where)
        : "%s has no way to be told, so %s should remove it%s."
            .formatted(names.provider(), names.user(), where);
  }

  private static Optional<String> on(Situation situation) {
    return situation
        .history()
        .ended()
        .map(time -> {
          var words = Say.on(time, situation.now());
          return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        });
  }

  /// A flow that ended on our own page has no state to come back with.
  private static boolean saidNoHere(Situation situation) {
    return situation
        .history()
        .flow()
        .filter(flow -> flow.step() instanceof Flow.Step.Failed(var state, _, _) && state.isEmpty())
        .isPresent();
  }

  private static String error(Situation situation, Reason why) {
    return situation
        .history()
        .flow()
        .map(Flow::step)
        .filter(Flow.Step.Failed.class::isInstance)
        .map(step -> ((Flow.Step.Failed) step).error())
        .orElse(why.word());
  }

  private static String lower(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
