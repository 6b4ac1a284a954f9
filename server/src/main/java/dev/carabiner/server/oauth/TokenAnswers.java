package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.vault.Reveal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Reads the answer to a token request; pure. The body is read before the status is believed.
final class TokenAnswers {
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int UNAVAILABLE = 503;

  private static final String BEARER = "bearer";

  static final Set<String> GRANT_IS_DEAD = Set.of("invalid_grant");
  static final Set<String> OURS_IS_WRONG =
      Set.of("invalid_client", "unauthorized_client", "unsupported_grant_type");
  static final Set<String> NOT_PROCESSED =
      Set.of("temporarily_unavailable", "slow_down", "too_many_requests", "rate_limit_exceeded");
  static final Set<String> TELLS_NOTHING = Set.of("server_error");

  private final Quirks quirks;
  private final GrantReader grants;
  private final AnsweredError errors;

  /// @param requested the scopes asked for
  TokenAnswers(Quirks quirks, List<String> requested) {
    this(quirks, requested, Optional.empty());
  }

  /// @param requested the scopes asked for
  /// @param preferred which token of a double answer is wanted
  TokenAnswers(Quirks quirks, List<String> requested, Optional<String> preferred) {
    this(quirks, requested, preferred, BEARER);
  }

  /// @param requested the scopes asked for
  /// @param preferred which token of a double answer is wanted
  /// @param type the only `token_type` that is of use
  TokenAnswers(Quirks quirks, List<String> requested, Optional<String> preferred, String type) {
    this.quirks = quirks;
    this.grants = new GrantReader(quirks, requested, preferred, type);
    this.errors = new AnsweredError(quirks);
  }

  /// For the answers to a client, whose tokens may have to be bound to its key.
  ///
  /// @param requested the scopes asked for
  static TokenAnswers of(OAuthClient client, List<String> requested) {
    var type = ProofKey.of(client.kept()).map(_ -> ProofKey.TOKEN_TYPE).orElse(BEARER);
    var quirks = client.provider().provider().quirks();
    return new TokenAnswers(quirks, requested, client.preferredToken(), type);
  }

  TokenReply read(OutboundAnswer answer, Instant now) {
    return switch (answer) {
      case OutboundAnswer.NotSent(_, var why) ->
          new TokenReply.NotDone(why, Optional.empty(), true);
      case OutboundAnswer.NoAnswer(var why) -> new TokenReply.InDoubt(why);
      case Answered answered -> answered(answered, now);
    };
  }

  private TokenReply answered(Answered answer, Instant now) {
    var status = answer.status();
    var body = body(answer);
    var error = body.flatMap(found -> errors.find(found, grants.hasAccessToken(found)));
    if (status == TOO_MANY_REQUESTS
        || status == UNAVAILABLE
        || error.filter(NOT_PROCESSED::contains).isPresent())
      return new TokenReply.NotDone(
          "status " + status + error.map(word -> ", " + word).orElse(""),
          RetryAfter.of(answer, now),
          false);
    if (status >= SERVER_ERRORS || error.filter(TELLS_NOTHING::contains).isPresent())
      return new TokenReply.InDoubt("status " + status + error.map(word -> ", " + word).orElse(""));
    if (error.isPresent()) return refusal(error.get());
    if (status != OK) return new TokenReply.InDoubt("status " + status + " without an OAuth error");
    return body.map(found -> granted(found, now))
        .orElseGet(() -> new TokenReply.InDoubt("status 200 with a body that cannot be read"));
  }

  private static TokenReply refusal(String error) {
    if (GRANT_IS_DEAD.contains(error)) return new TokenReply.Dead(error);
    if (OURS_IS_WRONG.contains(error)) return new TokenReply.OursIsWrong(error);
    return new TokenReply.Refused(error);
  }

  private TokenReply granted(ObjectNode body, Instant now) {
    try {
      return new TokenReply.Granted(grants.read(body, now));
    } catch (GrantReader.Useless useless) {
      return new TokenReply.InDoubt("status 200, but " + useless.getMessage());
    }
  }

  private Optional<ObjectNode> body(Answered answer) {
    var text = answer.body().reveal(Reveal.TO_READ_AN_ANSWER);
    var type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (quirks.has(Quirk.FormTokenAnswer.class) && !type.contains("json")) {
      var json = Json.parseObject(text);
      return json.isPresent() ? json : form(text);
    }
    return Json.parseObject(text);
  }

  private static Optional<ObjectNode> form(String text) {
    return Form.parse(text)
        .map(params -> {
          var object = Json.object();
          params.forEach(object::put);
          return object;
        });
  }
}
