package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.Times;
import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.console.parts.Lifetime;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.tokens.RefreshNow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A session as lists show it.
///
/// @param id its whole id
/// @param title the account, or the user's id
/// @param under the account's address or the user's id, where that is something else
/// @param reason why it is as it is, in five words at most; empty for nothing
/// @param worrying whether the reason asks for somebody's eye
/// @param since when it was made, or connected
/// @param refreshable whether it can be renewed now
/// @param revocable whether it can be revoked
public record Row(
    String id,
    String title,
    String under,
    String app,
    String provider,
    Mark mark,
    Badge badge,
    String reason,
    boolean worrying,
    Lifetime life,
    Times since,
    boolean refreshable,
    boolean revocable) {
  private static final Duration SOON = Duration.ofDays(7);

  static Row of(Situation situation) {
    var session = situation.session();
    var account = session.grant().account();
    var user = session.owner().userId();
    var title =
        account
            .flatMap(ProviderAccount::name)
            .or(() -> account.flatMap(ProviderAccount::email))
            .or(() -> user)
            .or(() -> account.map(ProviderAccount::id))
            .orElse("Nobody yet");
    var under =
        account
            .flatMap(ProviderAccount::email)
            .filter(email -> !email.equals(title))
            .or(() -> user.filter(id -> !id.equals(title)))
            .orElse("");
    var reason = reason(situation);
    return new Row(
        session.key().id().value(),
        title,
        under,
        situation.names().app(),
        situation.names().provider(),
        Mark.of(situation.names().provider()),
        badge(session.state()),
        reason,
        situation.trouble().isPresent()
            || (session.state() instanceof SessionState.Connected && !reason.isEmpty()),
        life(situation),
        Times.of(session.times().connected().orElse(session.times().created()), situation.now()),
        RefreshNow.isPossible(session),
        !session.state().isFinal());
  }

  static boolean isReconnectable(SessionState state) {
    return state instanceof SessionState.Connected || state instanceof SessionState.NeedsReconnect;
  }

  private static Badge badge(SessionState state) {
    return switch (state) {
      case SessionState.Connected() -> Badge.connected();
      case SessionState.NeedsReconnect _ -> Badge.needsReconnect();
      case SessionState.Pending() -> Badge.pending();
      case SessionState.Revoked() -> Badge.revoked();
      case SessionState.Expired _ -> Badge.expired();
    };
  }

  private static String reason(Situation situation) {
    var now = situation.now();
    return switch (situation.session().state()) {
      case SessionState.Connected() -> connected(situation);
      case SessionState.NeedsReconnect(var why) ->
          situation.isAlive()
              ? situation
                  .tokenEnd()
                  .map(end -> "works until " + Say.when(end, now))
                  .orElse("works for now")
              : broken(why);
      case SessionState.Pending() ->
          situation
              .history()
              .flow()
              .filter(flow -> !(flow.step() instanceof Flow.Step.Open))
              .map(_ -> "link opened")
              .orElse("link not opened");
      case SessionState.Expired(var why) -> why.equals(Reason.ACCESS_DENIED) ? "user said no" : "";
      case SessionState.Revoked() -> "";
    };
  }

  private static String connected(Situation situation) {
    if (situation.trouble().isPresent())
      return switch (situation.trouble().get()) {
        case Situation.Trouble.Credentials _ -> "credentials refused";
        case Situation.Trouble.Silent _ -> "waits for " + situation.names().provider();
        case Situation.Trouble.Declined _ -> "refused, asked once more";
        case Situation.Trouble.ToldToWait _ -> "told to wait";
      };
    if (situation.session().supersededBy().isPresent()) return "replaced by a newer one";
    Optional<Instant> end =
        situation.isRenewable() ? situation.outlook().end() : situation.tokenEnd();
    return end.filter(at -> at.isBefore(situation.now().plus(SOON)))
        .map(at -> "ends " + Times.of(at, situation.now()).ago())
        .orElse("");
  }

  private static String broken(Reason why) {
    return switch (why.word()) {
      case "grant_revoked" -> "grant withdrawn";
      case "rotation_lost" -> "token lost";
      case "no_refresh_token" -> "token ended";
      case "data_corrupt" -> "stored token does not open";
      default -> "renewal refused";
    };
  }

  private static Lifetime life(Situation situation) {
    var tokens = situation.tokens();
    if (tokens.isEmpty()) return Lifetime.ended("no token");
    if (situation.tokenEnd().isEmpty())
      return situation.session().state() instanceof SessionState.Connected
          ? Lifetime.good("no end", "", 100)
          : Lifetime.ending("no end", "", 100);
    var now = situation.now();
    var end = situation.tokenEnd().get();
    if (!end.isAfter(now)) return Lifetime.ended("ended");
    var whole = Duration.between(tokens.map(TokenSet::start).orElseThrow(), end).toMillis();
    var left = (int) (100 * Duration.between(now, end).toMillis() / Math.max(1, whole));
    var words = Times.words(Duration.between(now, end)) + " left";
    return situation.isRenewable() && situation.session().state() instanceof SessionState.Connected
        ? Lifetime.good(words, "", left)
        : Lifetime.ending(words, "", left);
  }
}
