package dev.carabiner.server.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.oauth.Account;
import dev.carabiner.server.oauth.AccountChoice;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.AuthorizationRequest;
import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.CallbackReader;
import dev.carabiner.server.oauth.CodeExchange;
import dev.carabiner.server.oauth.Discovery;
import dev.carabiner.server.oauth.ExpectedCallback;
import dev.carabiner.server.oauth.ExpectedIssuer;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.oauth.LocalProvider;
import dev.carabiner.server.oauth.LookupCall;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.OneTimeValues;
import dev.carabiner.server.oauth.ProviderResolver;
import dev.carabiner.server.oauth.RefreshRequest;
import dev.carabiner.server.oauth.Resolution;
import dev.carabiner.server.oauth.RevocationCall;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.oauth.TokensToRevoke;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.Outbound;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One provider of the catalogue, played by hand, and the server's engine in front of it: every
/// call leaves through the real way out and arrives at a real server on the loopback that stands
/// for all of the provider's hosts.
final class Stage implements AutoCloseable {
  static final String REDIRECT = "https://crm.acme.example/connected_apps/callback/x";
  static final String CLIENT_ID = "the-client";
  static final String SECRET = "the-secret";
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  /// RFC 7636 appendix B.
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  final Provider provider;
  final Visits visits;

  private final LocalProvider local;
  private final Outbound outbound;
  private final Optional<String> environment;
  private final Optional<String> preferred;
  private final Secret secret;
  private final List<String> scopes;
  private final Map<String, String> variables;
  private KeptValues kept = KeptValues.NONE;

  Stage(Casting casting) throws IOException {
    provider = Catalogue.builtIn().find(casting.id).orElseThrow();
    environment = casting.environment;
    preferred = casting.preferred;
    secret = casting.secret;
    scopes = casting.scopes;
    variables = new HashMap<>(casting.variables);
    local = new LocalProvider();
    visits = new Visits(local);
    outbound = new Outbound(OutboundRules.parse(List.of(URI.create(local.url).getAuthority())));
  }

  static Casting of(String id) {
    return new Casting(id);
  }

  OAuthClient client() {
    var known = new HashMap<>(variables);
    known.put("client_id", CLIENT_ID);
    var resolver = new ProviderResolver(new Discovery(wire(), CLOCK), _ -> false);
    var resolution =
        resolver.resolve(provider, environment, known, ProviderResolver.Purpose.CONNECT);
    if (!(resolution instanceof Resolution.Resolved(var resolved)))
      throw new AssertionError(resolution.toString());
    return new OAuthClient(
        resolved, CLIENT_ID, Optional.of(secret), kept, preferred, Optional.empty());
  }

  private List<String> asked() {
    return scopes.isEmpty() ? provider.protocol().defaultScopes() : scopes;
  }

  private AuthorizationRequest request(Map<String, List<String>> kinds) {
    var oneTime =
        new OneTimeValues(Secret.of("the-state"), Secret.of(VERIFIER), Secret.of("the-nonce"));
    var consent = new Consent(kinds, Map.of(), preferred);
    return new AuthorizationRequest(client(), REDIRECT, consent, oneTime, Optional.empty());
  }

  /// Where the browser is sent.
  URI authorization() {
    return request(Map.of(Consent.ONLY_KIND, asked())).uri();
  }

  /// Where it is sent for scopes of several kinds.
  URI authorization(Map<String, List<String>> kinds) {
    return request(kinds).uri();
  }

  /// Reads a callback and remembers what it tells of the connection.
  CallbackAnswer callback(Map<String, String> parameters) {
    var answer =
        CallbackReader.read(
            parameters,
            new ExpectedCallback(
                provider,
                new ExpectedIssuer(Optional.empty(), false),
                provider.addresses().endpointsIn(environment),
                variables,
                Optional.of(secret)));
    if (answer instanceof CallbackAnswer.Code code) {
      variables.putAll(code.variables());
      kept = code.over(kept);
    }
    return answer;
  }

  TokenReply exchange(CallbackAnswer answer) {
    if (!(answer instanceof CallbackAnswer.Code code)) throw new AssertionError(answer.toString());
    var request = request(Map.of(Consent.ONLY_KIND, asked()));
    var verifier =
        request.hasCodeChallenge() ? Optional.of(Secret.of(VERIFIER)) : Optional.<Secret>empty();
    var reply =
        new TokenCalls(wire(), CLOCK)
            .exchange(
                client(),
                new CodeExchange(
                    code.code(),
                    request.redirectUriToKeep(),
                    verifier,
                    asked(),
                    Optional.of(Secret.of("the-state"))),
                BeforeSending.GO);
    if (reply instanceof TokenReply.Granted(var grant)) kept = kept.with(grant.kept());
    return reply;
  }

  /// Connects with a callback that brings nothing but this code.
  Grant connect(String code) {
    return connect(Map.of("code", code));
  }

  Grant connect(Map<String, String> parameters) {
    return granted(exchange(callback(parameters)));
  }

  TokenReply refresh(String token) {
    var latest = Duration.ofSeconds(45);
    var refresh = new RefreshRequest(Secret.of(token), asked(), REDIRECT, latest);
    return new TokenCalls(wire(), CLOCK).refresh(client(), refresh, BeforeSending.GO);
  }

  RevocationReply revoke(Grant grant) {
    var tokens = new TokensToRevoke(grant.refreshToken(), Optional.of(grant.accessToken()));
    return new RevocationCall(wire(), CLOCK).revoke(client(), tokens, BeforeSending.GO);
  }

  /// Looks after connecting, and remembers what the first that is found tells.
  AccountChoice look(Grant grant) {
    var choice = new LookupCall(wire(), CLOCK).of(client(), grant);
    choice.candidates().stream().findFirst().ifPresent(one -> kept = kept.with(one.kept()));
    return choice;
  }

  Optional<Account> account(Grant grant) {
    return new AccountLookup(wire(), CLOCK).find(client(), grant, asked(), Optional.empty());
  }

  /// What is kept of the connection under that name; empty when nothing is.
  String kept(String name) {
    return Optional.ofNullable(kept.values().get(name)).map(Stage::text).orElse("");
  }

  static String text(Secret secret) {
    return secret.reveal(Reveal.TO_COMPARE);
  }

  static Grant granted(TokenReply reply) {
    assertThat(reply).isInstanceOf(TokenReply.Granted.class);
    return ((TokenReply.Granted) reply).grant();
  }

  private Wire wire() {
    return (request, before) ->
        outbound.send(
            new OutboundRequest(
                request.method(),
                visits.turned(request.uri()),
                request.headers(),
                request.body(),
                request.deadline()),
            before);
  }

  @Override
  public void close() {
    outbound.close();
    local.close();
  }
}
