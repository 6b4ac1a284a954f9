package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What a registration endpoint answered (RFC 7591 section 3.2).
sealed interface RegistrationAnswer {
  /// The client is registered so, whatever was asked.
  ///
  /// @param authentication its `token_endpoint_auth_method`; absent: as asked
  /// @param management the `registration_client_uri` and its token, where both are there
  record Registered(
      String clientId,
      Optional<Secret> secret,
      Optional<String> authentication,
      List<String> scopes,
      Optional<Instant> secretEnd,
      Optional<Management> management)
      implements RegistrationAnswer {
    public Registered {
      scopes = List.copyOf(scopes);
    }
  }

  /// RFC 7592.
  record Management(String uri, Secret token) {}

  /// The server does not want our client, or answers what cannot be used.
  record Refused(String why) implements RegistrationAnswer {}

  /// Nobody knows; a later try may succeed.
  record NoAnswer(String why) implements RegistrationAnswer {}

  /// Reads an answer; pure.
  static RegistrationAnswer read(OutboundAnswer answer) {
    return switch (answer) {
      case OutboundAnswer.NotSent(var guard, var why) ->
          guard ? new Refused(why) : new NoAnswer(why);
      case OutboundAnswer.NoAnswer(var why) -> new NoAnswer(why);
      case OutboundAnswer.Answered answered -> {
        var body = Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER));
        if (Reading.SUCCESS.contains(answered.status()))
          yield body.flatMap(Reading::registered)
              .orElseGet(() -> new Refused("the registration's answer cannot be read"));
        var why = "status " + answered.status() + body.map(Reading::error).orElse("");
        yield answered.status() >= Reading.SERVER_ERRORS
                || answered.status() == Reading.TOO_MANY_REQUESTS
            ? new NoAnswer(why)
            : new Refused(why);
      }
    };
  }

  /// Reads its members.
  final class Reading {
    private static final Set<Integer> SUCCESS = Set.of(200, 201);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int LONGEST = 2048;

    private Reading() {}

    private static Optional<RegistrationAnswer> registered(ObjectNode body) {
      var secret = text(body, "client_secret").map(Secret::of);
      var management =
          text(body, "registration_client_uri")
              .filter(uri -> EndpointUri.parse(uri).isPresent())
              .flatMap(uri ->
                  text(body, "registration_access_token")
                      .map(token -> new Management(uri, Secret.of(token))));
      return text(body, "client_id")
          .map(id ->
              new Registered(
                  id,
                  secret,
                  text(body, "token_endpoint_auth_method"),
                  text(body, "scope").map(scope -> List.of(scope.split(" ", -1))).orElse(List.of()),
                  secretEnd(body),
                  management));
    }

    /// Zero means never.
    private static Optional<Instant> secretEnd(ObjectNode body) {
      var end = body.path("client_secret_expires_at");
      return end.isIntegralNumber() && end.canConvertToLong() && end.longValue() > 0
          ? Optional.of(end.longValue())
              .filter(seconds -> seconds < Instant.MAX.getEpochSecond())
              .map(Instant::ofEpochSecond)
          : Optional.empty();
    }

    private static Optional<String> text(ObjectNode body, String name) {
      var node = body.path(name);
      return node.isString() && Visible.isPlain(node.asString(), LONGEST)
          ? Optional.of(node.asString()).filter(text -> !text.isEmpty())
          : Optional.empty();
    }

    private static String error(ObjectNode body) {
      var error = body.path("error");
      return error.isString() && Visible.isErrorCode(error.asString())
          ? ", " + error.asString()
          : "";
    }
  }
}
