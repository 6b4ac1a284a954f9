package dev.carabiner.server.console.sessions;

import static dev.carabiner.server.console.sessions.Verdict.Act.OPEN_APP;
import static dev.carabiner.server.console.sessions.Verdict.Act.RECONNECT_LINK;
import static dev.carabiner.server.console.sessions.Verdict.Act.REVOKE;
import static dev.carabiner.server.console.sessions.Verdict.Act.SEE_EXCHANGE;

import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.sessions.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Verdicts of sessions that nobody but their user can mend.
final class BrokenVerdicts {
  private BrokenVerdicts() {}

  /// What is said of a reason, once reads fail.
  private record Words(String headline, String told, List<Verdict.Act> acts) {}

  static Verdict of(Situation situation, Reason why) {
    var words = words(situation, why);
    if (!situation.isAlive())
      return new Verdict(
          Tone.BAD,
          "This connection does not work: " + words.headline(),
          words.told(),
          words.acts());
    var until =
        situation
            .tokenEnd()
            .map(end -> "Reads work until %s. ".formatted(Say.when(end, situation.now())))
            .orElse("Reads work as long as the stored token does. ");
    return Verdict.bad(
        "This connection is about to stop: " + words.headline(),
        until + words.told(),
        RECONNECT_LINK);
  }

  private static Words words(Situation situation, Reason why) {
    var provider = situation.names().provider();
    var user = situation.names().user();
    var at = situation.refusal().map(exchange -> exchange.span().first());
    var since = Say.since(at, situation.now());
    if (why.equals(Reason.GRANT_REVOKED))
      return new Words(
          provider + " says the grant is no longer valid.",
          since
              + "Usually the person removed access in their %s account, or their administrator did. "
                  .formatted(provider)
              + ended(situation)
              + "Only %s can bring it back. Send them a reconnect link: the session keeps its ID, your program changes nothing."
                  .formatted(user),
          List.of(RECONNECT_LINK, REVOKE));
    if (why.equals(Reason.ROTATION_LOST))
      return new Words(
          "a new token got lost on the way.",
          situation
                  .session()
                  .renewal()
                  .inDoubtSince()
                  .or(() -> at)
                  .map(time -> sentence(Say.on(time, situation.now())) + " ")
                  .orElse("Once ")
              + "%s got our request and we got no usable answer; %s then refused the old token, as it does after one use. %s must reconnect. If %s's late answer still turns up, it is connected again by itself."
                  .formatted(provider, provider, user, provider),
          List.of(RECONNECT_LINK, SEE_EXCHANGE));
    if (why.equals(Reason.NO_REFRESH_TOKEN))
      return new Words(
          "its token ended and %s gave nothing to renew it with.".formatted(provider),
          Say.since(situation.tokenEnd(), situation.now())
              + "%s must reconnect; it will end again%s unless %s asks for offline access."
                  .formatted(
                      user,
                      life(situation).map(span -> " after " + Say.span(span)).orElse(""),
                      situation.names().app()),
          List.of(RECONNECT_LINK, OPEN_APP));
    if (why.equals(Reason.DATA_CORRUPT))
      return new Words(
          "its stored token cannot be opened.",
          "The row does not match its seal: a wrong master key, a partial restore, or a changed row. Run doctor first; if others are affected, restore. Otherwise %s reconnects."
              .formatted(user),
          List.of(RECONNECT_LINK));
    return new Words(
        provider + " refused to renew it.",
        since + "%s answered “%s”. %s must reconnect.".formatted(provider, why.word(), user),
        List.of(RECONNECT_LINK));
  }

  private static String ended(Situation situation) {
    return situation
        .tokenEnd()
        .filter(end -> !end.isAfter(situation.now()))
        .map(end -> "The last stored token ended %s. ".formatted(Say.on(end, situation.now())))
        .orElse("");
  }

  private static Optional<Duration> life(Situation situation) {
    return situation
        .tokens()
        .flatMap(set -> set.end().map((Instant end) -> Duration.between(set.start(), end)));
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
