package dev.carabiner.server.tokens;

import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Says in plain words what was made of the reply to a refresh, from how the session stands
/// afterwards. Decides nothing.
final class RefreshWords {
  private RefreshWords() {}

  /// @param before the session as it was claimed
  /// @param after as it stands now; absent when it is gone
  static String of(Session before, TokenReply reply, Optional<Session> after) {
    if (after.isEmpty()) return "The session is gone; nothing is kept of it.";
    var now = after.get();
    return switch (now.state()) {
      case SessionState.Revoked(), SessionState.Expired _, SessionState.Pending() ->
          "The session was over before the answer came; a token in it is revoked as well.";
      case SessionState.NeedsReconnect(var why) -> ended(why);
      case SessionState.Connected() -> isNewer(before, now) ? stored(now) : stays(reply, now);
    };
  }

  private static boolean isNewer(Session before, Session now) {
    return now.renewal().generation() > before.renewal().generation();
  }

  private static String ended(Reason why) {
    return "The session needs a reconnect, as " + why.word() + ". " + why.sentence();
  }

  private static String stored(Session now) {
    var end =
        now.grant()
            .tokens()
            .flatMap(TokenSet::end)
            .map(time -> "It is good until " + text(time) + ".")
            .orElse("It has no known end.");
    return "The new token is stored as generation "
        + now.renewal().generation()
        + " and handed out from now on. "
        + end;
  }

  private static String stays(TokenReply reply, Session now) {
    var again =
        now.renewal().nextTry().map(time -> " before " + text(time)).orElse(" until it is read");
    return switch (reply) {
      case TokenReply.Granted _ ->
          now.renewal().orphan().isPresent()
              ? "A newer token is there already; this answer's refresh token is kept in case that one fails."
              : "A newer token is there already; this answer is not needed.";
      case TokenReply.Dead _ ->
          "One refusal may be a slip: the provider is asked once more, not"
              + again
              + ". A second refusal ends the grant.";
      case TokenReply.OursIsWrong _ ->
          "The client credentials of the app are refused, which says nothing of this grant: one alarm"
              + " for the app, its refreshes wait but for a probe every 30 seconds, and the session stays.";
      case TokenReply.Refused _ ->
          "The provider said no to this one request; the grant stays. Not asked again"
              + again
              + ".";
      case TokenReply.NotDone _ ->
          "Nothing was done; the stored token is served while it lives. Not asked again"
              + again
              + ".";
      case TokenReply.InDoubt _ ->
          "The provider may or may not have given a new token; the stored one is served while it lives."
              + " The old refresh token is not sent again"
              + again
              + ".";
    };
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
