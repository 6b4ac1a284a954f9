package dev.carabiner.server.console.sessions;

import static dev.carabiner.server.console.sessions.Verdict.Act.OPEN_APP;
import static dev.carabiner.server.console.sessions.Verdict.Act.OPEN_NEWER;
import static dev.carabiner.server.console.sessions.Verdict.Act.RECONNECT_LINK;
import static dev.carabiner.server.console.sessions.Verdict.Act.REFRESH;
import static dev.carabiner.server.console.sessions.Verdict.Act.REPLACE_SECRET;
import static dev.carabiner.server.console.sessions.Verdict.Act.REVOKE;
import static dev.carabiner.server.console.sessions.Verdict.Act.VIEW_PROVIDER;

import dev.carabiner.server.console.sessions.Situation.Trouble;
import java.time.Instant;
import java.util.Optional;

/// Verdicts of sessions whose grant holds.
final class ConnectedVerdicts {
  private static final String WORKS = "This connection works.";
  private static final String FROM_STORE = "This connection works from the stored token.";

  private ConnectedVerdicts() {}

  static Verdict of(Situation situation) {
    var session = situation.session();
    if (situation.trouble().isPresent()) return troubled(situation, situation.trouble().get());
    if (session.supersededBy().isPresent()) return superseded(situation);
    if (!situation.isRenewable()) return notRenewable(situation);
    if (situation.outlook().end().isPresent())
      return ending(situation, situation.outlook().end().get());
    if (!session.grant().missing().isEmpty()) return lacking(situation);
    return situation
        .tokenEnd()
        .map(end -> renewed(situation, end))
        .orElseGet(() -> endless(situation));
  }

  private static Verdict renewed(Situation situation, Instant end) {
    var now = situation.now();
    var told =
        situation.isAlive()
            ? "The access token is good until %s and is renewed by itself. "
                .formatted(Say.when(end, now))
            : "The access token ended %s; the next read renews it. ".formatted(Say.on(end, now));
    return Verdict.good(
        WORKS, told + "No end of the grant is in sight.", REFRESH, RECONNECT_LINK, REVOKE);
  }

  private static Verdict endless(Situation situation) {
    return Verdict.good(
        WORKS,
        "%s's tokens have no end date, so there is nothing to renew."
            .formatted(situation.names().provider()),
        RECONNECT_LINK,
        REVOKE);
  }

  private static Verdict notRenewable(Situation situation) {
    var end = situation.tokenEnd();
    if (end.isEmpty())
      return situation.session().grant().missing().isEmpty()
          ? endless(situation)
          : lacking(situation);
    var names = situation.names();
    return Verdict.worry(
        "This connection works until %s.".formatted(Say.when(end.get(), situation.now())),
        "%s gave no refresh token, so it ends then. Reconnect before that; ask for offline access in %s to avoid it."
            .formatted(names.provider(), names.app()),
        RECONNECT_LINK,
        OPEN_APP);
  }

  private static Verdict ending(Situation situation, Instant end) {
    var provider = situation.names().provider();
    var times = situation.session().times();
    var hard =
        situation
            .terms()
            .hard()
            .filter(life -> times.connected().map(at -> at.plus(life)).equals(Optional.of(end)));
    var idle =
        situation
            .terms()
            .idle()
            .filter(life -> times.refreshed().map(at -> at.plus(life)).equals(Optional.of(end)));
    var why =
        hard.map(life -> "%s ends grants after %s.".formatted(provider, Say.span(life)))
            .or(() ->
                idle.map(life ->
                    "%s ends grants after %s without use, and keep-alive is off."
                        .formatted(provider, Say.span(life))))
            .orElse("%s said so when it gave the grant.".formatted(provider));
    return Verdict.worry(
        "This connection works, and ends on %s.".formatted(Say.when(end, situation.now())),
        why + " Reconnecting starts anew.",
        RECONNECT_LINK);
  }

  private static Verdict lacking(Situation situation) {
    var names = situation.names();
    return Verdict.worry(
        "This connection works, with fewer rights than %s asks for.".formatted(names.app()),
        "Missing: %s. A reconnect asks %s again."
            .formatted(String.join(", ", situation.session().grant().missing()), names.user()),
        RECONNECT_LINK);
  }

  private static Verdict superseded(Situation situation) {
    var names = situation.names();
    var when =
        situation.history().newerSince().map(at -> " " + Say.on(at, situation.now())).orElse("");
    return Verdict.worry(
        "This connection works, and a newer one has taken its place.",
        "%s connected the same %s account again%s. This one is no longer renewed ahead. Move to the newer session, then revoke this one."
            .formatted(names.user(), names.provider(), when),
        OPEN_NEWER,
        REVOKE);
  }

  private static Verdict troubled(Situation situation, Trouble trouble) {
    return switch (trouble) {
      case Trouble.Credentials refused -> credentials(situation, refused);
      case Trouble.Silent(var since) -> silent(situation, since);
      case Trouble.Declined declined -> declined(situation, declined);
      case Trouble.ToldToWait(var until) -> toldToWait(situation, until);
    };
  }

  private static Verdict credentials(Situation situation, Trouble.Credentials refused) {
    var names = situation.names();
    var now = situation.now();
    var told =
        "Since %s %s refuses the client credentials of %s, for all %s. Replace the secret and they carry on; nobody needs to reconnect."
            .formatted(
                Say.when(refused.alarm().since(), now),
                names.provider(),
                names.app(),
                refused.sessions());
    if (!situation.isAlive())
      return Verdict.bad(
          "This connection waits for %s.".formatted(names.app()), told, REPLACE_SECRET);
    return Verdict.bad(
        situation
            .tokenEnd()
            .map(end -> "This connection works until %s.".formatted(Say.when(end, now)))
            .orElse(WORKS),
        told,
        REPLACE_SECRET);
  }

  private static Verdict silent(Situation situation, Instant since) {
    var provider = situation.names().provider();
    var now = situation.now();
    var silence = "%s has not answered since %s".formatted(provider, Say.when(since, now));
    if (situation.isAlive())
      return Verdict.worry(
          FROM_STORE,
          silence
              + situation
                  .tokenEnd()
                  .map(end -> ". The token is good until " + Say.when(end, now))
                  .orElse("")
              + "; we ask again every 30 seconds. Nothing to do.",
          VIEW_PROVIDER);
    return Verdict.bad(
        "This connection waits for %s.".formatted(provider),
        silence
            + ", and the stored token ended %s. Reads work again within 30 seconds of %s coming back. Nobody needs to reconnect."
                .formatted(
                    situation.tokenEnd().map(end -> Say.on(end, now)).orElse("since"), provider),
        VIEW_PROVIDER);
  }

  private static Verdict declined(Situation situation, Trouble.Declined declined) {
    var provider = situation.names().provider();
    var now = situation.now();
    var told =
        "%s refused to renew it %s with “%s”. That decides nothing yet: it is asked once more%s."
            .formatted(
                provider,
                Say.on(declined.since(), now),
                declined.word(),
                declined.again().map(time -> " " + Say.on(time, now)).orElse(""));
    return situation.isAlive()
        ? Verdict.worry(FROM_STORE, told, REFRESH, RECONNECT_LINK)
        : Verdict.bad(
            "This connection waits for %s.".formatted(provider), told, REFRESH, RECONNECT_LINK);
  }

  private static Verdict toldToWait(Situation situation, Instant until) {
    var provider = situation.names().provider();
    var asked =
        "%s asked us to wait until %s. ".formatted(provider, Say.when(until, situation.now()));
    return situation.isAlive()
        ? Verdict.worry(FROM_STORE, asked + "Nothing to do.", VIEW_PROVIDER)
        : Verdict.bad(
            "This connection waits for %s.".formatted(provider),
            asked
                + "The stored token has ended; reads work again after that. Nobody needs to reconnect.",
            VIEW_PROVIDER);
  }
}
