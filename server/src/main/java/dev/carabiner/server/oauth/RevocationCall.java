package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.RevocationRules;
import dev.carabiner.server.providers.RevocationRules.TokenChoice;
import dev.carabiner.vault.Reveal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Tells a provider that a session has ended: by RFC 7009, by a call of the provider's own, or not
/// at all. Whether it may be told is not decided here; see [#endsWholeGrant].
public final class RevocationCall {
  private static final Set<Integer> NO_SUCH_CALL = Set.of(404, 405, 501);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int UNAVAILABLE = 503;
  private static final String NO_WAY =
      "The provider has no call that revokes a token; the user can take the access away in the account's settings there.";

  private final Wire wire;
  private final InstantSource clock;

  /// @param clock for `Retry-After` dates
  public RevocationCall(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /// Whether revoking one token ends every token that this client holds for the same account.
  public static boolean endsWholeGrant(ResolvedProvider provider) {
    return provider.provider().protocol().revocation().endsWholeGrant();
  }

  /// Revokes a session's tokens; up to two requests of 15 s each. Repeating it does no harm.
  public RevocationReply revoke(
      OAuthClient stored, TokensToRevoke newest, BeforeSending beforeSending) {
    // credentials of a user are no token, and go nowhere but to the token endpoint
    var tokens =
        OwnVariables.goesOverProvider(stored.provider().provider())
            ? newest
            : new TokensToRevoke(Optional.empty(), newest.accessToken());
    var client = SignedClient.of(stored, clock.instant());
    var rules = client.provider().provider().protocol().revocation();
    var errand = Errand.of(Errand.Kind.REVOCATION, client);
    return switch (rules.way()) {
      case RevocationRules.None() -> new RevocationReply.Unsupported(rules.note().orElse(NO_WAY));
      case RevocationRules.Standard way -> {
        var endpoint = client.provider().at(Endpoint.REVOCATION);
        if (endpoint.isEmpty()) yield withoutEndpoint(client, rules);
        yield all(
            chosen(way.token(), rules.endsWholeGrant(), tokens),
            token -> RevocationRequests.standard(client, endpoint.get(), way, token),
            request -> read(wire.send(errand, request, beforeSending), client));
      }
      case RevocationRules.Custom way -> {
        var call = RevocationRequests.custom(client, way, tokens);
        if (!call.missing().isEmpty()) yield new RevocationReply.Unsupported(lacking(call));
        yield all(
            chosen(way.token(), rules.endsWholeGrant(), tokens),
            _ -> call.request(TokenRequests.DEADLINE),
            request -> read(wire.send(errand, request, beforeSending), client));
      }
    };
  }

  private static String lacking(OwnCall call) {
    return "The provider's call needs "
        + String.join(", ", call.missing())
        + ", which is not known of this connection; the user can take the access away in the account's settings there.";
  }

  private static RevocationReply withoutEndpoint(OAuthClient client, RevocationRules rules) {
    return client
        .provider()
        .gap()
        .<RevocationReply>map(why ->
            new RevocationReply.NotDone(
                "its revocation endpoint is not known: " + why, Optional.empty()))
        .orElseGet(() -> new RevocationReply.Unsupported(rules.note().orElse(NO_WAY)));
  }

  private static List<RevocationRequests.Token> chosen(
      TokenChoice choice, boolean oneIsEnough, TokensToRevoke tokens) {
    var refresh =
        tokens.refreshToken().map(value -> new RevocationRequests.Token(value, "refresh_token"));
    var access =
        tokens.accessToken().map(value -> new RevocationRequests.Token(value, "access_token"));
    return switch (choice) {
      case ACCESS -> access.stream().toList();
      case REFRESH -> refresh.or(() -> access).stream().toList();
      case EITHER -> {
        if (oneIsEnough) yield refresh.or(() -> access).stream().toList();
        var both = new ArrayList<RevocationRequests.Token>();
        refresh.ifPresent(both::add);
        access.ifPresent(both::add);
        yield List.copyOf(both);
      }
    };
  }

  /// Sends one request for each token, the most important first, until one does not succeed.
  private static RevocationReply all(
      List<RevocationRequests.Token> tokens,
      Function<RevocationRequests.Token, OutboundRequest> request,
      Function<OutboundRequest, RevocationReply> send) {
    if (tokens.isEmpty())
      return new RevocationReply.Unsupported("There is no token that the provider could revoke.");
    RevocationReply reply = new RevocationReply.Revoked();
    for (var token : tokens) {
      var next = send.apply(request.apply(token));
      // RFC 7009 section 2.2.1: an access token that cannot be revoked ends by itself soon.
      if (next instanceof RevocationReply.Unsupported && !token.equals(tokens.getFirst()))
        return reply;
      reply = next;
      if (!(reply instanceof RevocationReply.Revoked)) return reply;
    }
    return reply;
  }

  private RevocationReply read(OutboundAnswer answer, OAuthClient client) {
    return switch (answer) {
      case OutboundAnswer.NotSent(_, var why) -> new RevocationReply.NotDone(why, Optional.empty());
      case OutboundAnswer.NoAnswer(var why) -> new RevocationReply.InDoubt(why);
      case Answered answered -> answered(answered, client);
    };
  }

  private RevocationReply answered(Answered answer, OAuthClient client) {
    var rules = client.provider().provider().protocol().revocation();
    var status = answer.status();
    if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE)
      return new RevocationReply.NotDone(
          "status " + status, RetryAfter.of(answer, clock.instant()));
    var done = status / 100 == 2;
    var body = Json.parseObject(answer.body().reveal(Reveal.TO_READ_AN_ANSWER));
    var errors = new AnsweredError(client.provider().provider().quirks());
    // beside a good status only what the catalogue names is an error
    var error = body.flatMap(found -> errors.find(found, done));
    // the address that the metadata or the catalogue names is not there
    if (error.isEmpty()
        && rules.way() instanceof RevocationRules.Standard
        && NO_SUCH_CALL.contains(status))
      return new RevocationReply.Unsupported(rules.note().orElse(NO_WAY));
    if (status >= SERVER_ERRORS) return new RevocationReply.InDoubt("status " + status);
    if (gone(rules.way()).contains(status)) return new RevocationReply.Revoked();
    if (done && error.isEmpty())
      return isConfirmed(rules.way(), body)
          ? new RevocationReply.Revoked()
          : new RevocationReply.Refused("not_confirmed");
    return switch (error.orElse("status_" + status)) {
      // A token that the provider does not know (any more) is what we wanted.
      case "invalid_token" -> new RevocationReply.Revoked();
      case "unsupported_token_type" -> new RevocationReply.Unsupported(rules.note().orElse(NO_WAY));
      case String word -> new RevocationReply.Refused(word);
    };
  }

  private static Set<Integer> gone(RevocationRules.Way way) {
    return way instanceof RevocationRules.Custom custom ? custom.gone() : Set.of();
  }

  private static boolean isConfirmed(RevocationRules.Way way, Optional<ObjectNode> body) {
    var field =
        way instanceof RevocationRules.Custom custom
            ? custom.successField()
            : Optional.<String>empty();
    return field.isEmpty()
        || body.flatMap(found -> DottedPath.firstText(found, List.of(field.get())))
            .filter("true"::equals)
            .isPresent();
  }
}
