package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.providers.EnteredCredentials;
import dev.carabiner.server.providers.EnteredCredentials.Field;
import dev.carabiner.server.providers.EnteredCredentials.Kind;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes grants of what users type. A key becomes the access token; a client of the user's own is
/// kept as the refresh credential, with which the token endpoint gives every token that follows.
public final class EnteredGrants {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Wire wire;
  private final TokenCalls calls;

  public EnteredGrants(Wire wire, TokenCalls calls) {
    this.wire = wire;
    this.calls = calls;
  }

  /// How it ended.
  public sealed interface Outcome {
    /// It works.
    record Granted(Grant grant) implements Outcome {}

    /// The provider does not take what was typed.
    record Refused() implements Outcome {}

    /// The provider cannot be asked at the moment.
    record Silent() implements Outcome {}
  }

  /// The grant of what was typed; asks the provider, for a key only where the entry has a check.
  ///
  /// @param client speaks for the connection's own values
  /// @param typed field → value
  /// @throws IllegalArgumentException when nothing is typed with that provider
  public Outcome grant(OAuthClient client, Map<String, Secret> typed, List<String> scopes) {
    var entered =
        of(client).orElseThrow(() -> new IllegalArgumentException("nothing is typed there"));
    return switch (entered.kind()) {
      case API_KEY -> key(client, entered, typed);
      case CLIENT_CREDENTIALS -> token(client, typed, scopes);
    };
  }

  private Outcome key(OAuthClient client, EnteredCredentials entered, Map<String, Secret> typed) {
    var kept = new HashMap<>(typed);
    var name = entered.fields().stream().filter(Field::secret).findFirst().orElseThrow().id();
    var key = Optional.ofNullable(kept.remove(name)).orElseThrow();
    var grant =
        new Grant(
            key,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            kept,
            Optional.empty());
    if (entered.check().isEmpty()) return new Outcome.Granted(grant);
    var call =
        new OwnCall(
            client.speakingFor(client.kept().with(kept)),
            entered.check().get(),
            Optional.of(key),
            Optional.empty());
    return switch (wire.send(
        Errand.of(Errand.Kind.TOKEN_CHECK, client), call.request(DEADLINE), BeforeSending.GO)) {
      case OutboundAnswer.Answered answered when answered.status() == OK ->
          new Outcome.Granted(grant);
      case OutboundAnswer.Answered answered
          when answered.status() / 100 == 4 && answered.status() != TOO_MANY_REQUESTS ->
          new Outcome.Refused();
      case OutboundAnswer.Answered _, OutboundAnswer.NotSent _, OutboundAnswer.NoAnswer _ ->
          new Outcome.Silent();
    };
  }

  private Outcome token(OAuthClient asking, Map<String, Secret> typed, List<String> scopes) {
    var client = asking.beginning();
    var credential = credential(typed);
    var reply =
        calls.refresh(
            client, new RefreshRequest(credential, scopes, "", DEADLINE), BeforeSending.GO);
    return switch (reply) {
      case TokenReply.Granted(var grant) ->
          new Outcome.Granted(grant.refreshedBy(credential).keeping(client.provenance()));
      case TokenReply.Dead _, TokenReply.Refused _, TokenReply.OursIsWrong _ ->
          new Outcome.Refused();
      case TokenReply.NotDone _, TokenReply.InDoubt _ -> new Outcome.Silent();
    };
  }

  /// What takes the place of the refresh token; without what was typed it stands for the app's own
  /// client.
  private static Secret credential(Map<String, Secret> typed) {
    var json = Json.object();
    typed.forEach((name, value) -> json.put(name, value.reveal(Reveal.TO_SEAL)));
    return Secret.of(Json.write(json));
  }

  /// The client that a refresh credential stands for.
  static OAuthClient client(OAuthClient client, Secret credential) {
    var typed =
        Json.parseObject(credential.reveal(Reveal.TO_THE_PROVIDER))
            .orElseThrow(() -> new IllegalStateException("a refresh credential is a JSON object"));
    return typed.isEmpty()
        ? client
        : client.as(
            typed.path("client_id").asString(), Secret.of(typed.path("client_secret").asString()));
  }

  /// What is typed with that provider, if anything.
  static Optional<EnteredCredentials> of(OAuthClient client) {
    return client.provider().provider().quirks().find(Quirk.Entered.class).map(Quirk.Entered::what);
  }

  /// Whether tokens of that provider come by client credentials (RFC 6749 section 4.4).
  static boolean byClientCredentials(OAuthClient client) {
    return of(client).filter(entered -> entered.kind() == Kind.CLIENT_CREDENTIALS).isPresent();
  }
}
