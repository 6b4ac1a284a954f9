package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.tokens.FreshTokens;
import dev.carabiner.server.tokens.TokenOutcome;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Reveal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// `GET /api/v1/connected_apps/token`: an access token of a session that still works.
public final class TokenEndpoint implements Door {
  private static final int LONGEST_VALIDITY = 86_400;

  private final Guard guard;
  private final FreshTokens freshTokens;

  public TokenEndpoint(Guard guard, FreshTokens freshTokens) {
    this.guard = guard;
    this.freshTokens = freshTokens;
  }

  @Override
  public void hang(Routes routes) {
    routes.get("/api/v1/connected_apps/token", guard.guarding("read:connected_apps", this::read));
  }

  private Reply read(Caller caller, Request request) {
    var minValidity = minValidity(request.query().one("min_validity"));
    var session = ApiProblems.sessionId(request.query().need("session_id"));
    var outcome = freshTokens.of(caller.workspace(), session, minValidity);
    return switch (outcome) {
      case TokenOutcome.HandedOut token -> handOut(token);
      case TokenOutcome.NoSuchSession _,
          TokenOutcome.StillPending _,
          TokenOutcome.ReconnectRequired _,
          TokenOutcome.TryLater _ ->
          throw ApiProblems.noToken(outcome);
    };
  }

  /// Exactly these two members: one more breaks a real client. A token without end has an empty
  /// expiry.
  private static Reply handOut(TokenOutcome.HandedOut token) {
    var expiry = token.end().map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    var body =
        Json.object()
            .put("access_token", token.accessToken().reveal(Reveal.TO_THE_APP_THAT_OWNS_IT))
            .put("access_token_expiry", expiry);
    return Reply.json(200, body).with("Pragma", "no-cache");
  }

  private static Optional<Duration> minValidity(Optional<String> text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      var seconds = Integer.parseInt(text.get());
      if (seconds >= 0 && seconds <= LONGEST_VALIDITY)
        return Optional.of(Duration.ofSeconds(seconds));
    } catch (NumberFormatException notANumber) {
      // Refused below, in the same words.
    }
    throw Problem.invalidRequest("min_validity must be a number of seconds from 0 to 86400");
  }
}
