package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.base.CompactToken;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// This server as a client of one OpenID provider that signs people in (OpenID Connect Core section
/// 3.1): the authorization code flow with PKCE, state and nonce. Keeps nothing between its two
/// halves.
public final class OpenIdClient {
  /// What provider ids of the catalogue cannot be called: for those who watch the wire.
  private static final String ID = "console-openid";

  private static final int LONGEST_ID_TOKEN = 64 * 1024;
  private static final int OK = 200;

  private final Registration registration;
  private final Provider provider;
  private final ProviderResolver resolver;
  private final Discovery discovery;
  private final Wire wire;
  private final TokenCalls calls;
  private final IssuerKeys keys;
  private final InstantSource clock;

  /// @param wire to the provider
  /// @param httpAllowed whether the operator allows plain http to that address, besides loopback
  public OpenIdClient(
      Registration registration, Wire wire, Predicate<URI> httpAllowed, InstantSource clock) {
    this.registration = registration;
    var entry = Json.object().put("id", ID).put("name", "OpenID");
    entry.put("issuer", registration.issuer()).put("pkce", "required");
    // JSON is YAML
    this.provider =
        new ProviderReader(Catalogue.EMPTY).read(Json.write(entry), registration.issuer());
    this.discovery = new Discovery(wire, clock);
    this.resolver = new ProviderResolver(discovery, httpAllowed);
    this.wire = wire;
    this.calls = new TokenCalls(wire, clock);
    this.keys = new IssuerKeys(wire, clock);
    this.clock = clock;
  }

  /// What is registered at the provider.
  ///
  /// @param issuer byte for byte as the provider names itself
  /// @param clientSecret absent for a public client
  /// @param redirectUri byte for byte as registered
  /// @param scopes that are asked for; `openid` among them
  public record Registration(
      String issuer,
      String clientId,
      Optional<Secret> clientSecret,
      String redirectUri,
      List<String> scopes) {
    public Registration {
      scopes = List.copyOf(scopes);
    }
  }

  /// Where a browser is sent.
  public sealed interface Begun {
    /// At the provider.
    ///
    /// @param address with the flow's state in it: not for a log
    record At(URI address) implements Begun {
      @Override
      public String toString() {
        return "At";
      }
    }

    /// Nobody can be sent.
    ///
    /// @param why for the log
    record Trouble(String why) implements Begun {}
  }

  /// What came of a callback.
  public sealed interface Ended {
    /// Signed in at the provider, as these verified claims say: `iss`, `sub`, and what it tells.
    record Known(ObjectNode claims) implements Ended {}

    /// The provider or the person said no.
    ///
    /// @param error an error code of OAuth or OpenID
    record Denied(String error) implements Ended {}

    /// Something does not fit; nothing of it may be believed.
    ///
    /// @param why for the log; no secrets
    record Untrusted(String why) implements Ended {}

    /// The provider does not answer, or not to us.
    ///
    /// @param why for the log; no secrets
    record Trouble(String why) implements Ended {}
  }

  /// The address that sends a browser to the provider.
  ///
  /// @param anew whether the person has to show again who they are, though signed in there (OpenID
  ///   Connect Core section 3.1.2.1)
  public Begun begin(OneTimeValues values, boolean anew) {
    return switch (client()) {
      case Found.Trouble(var why) -> new Begun.Trouble(why);
      case Found.Client(var client, _) -> new Begun.At(request(client, values, anew).uri());
    };
  }

  /// Reads a callback whose state has been checked, exchanges its code and verifies the ID token.
  ///
  /// @param parameters decoded, none repeated
  /// @param values those that the flow was begun with
  /// @param wanted the claim that is asked for at the userinfo endpoint when the ID token lacks it
  public Ended end(Map<String, String> parameters, OneTimeValues values, String wanted) {
    return switch (client()) {
      case Found.Trouble(var why) -> new Ended.Trouble(why);
      case Found.Client(var client, var place) -> {
        var expected =
            new ExpectedCallback(
                provider, client.provider().issuer(), Map.of(), Map.of(), Optional.empty());
        yield switch (CallbackReader.read(parameters, expected)) {
          case CallbackAnswer.Untrusted(var why) -> new Ended.Untrusted(why);
          case CallbackAnswer.Denied(var error) -> new Ended.Denied(error);
          case CallbackAnswer.Code code -> exchanged(client, place, code.code(), values, wanted);
        };
      }
    };
  }

  private sealed interface Found {
    /// @param keys where the provider's keys are
    record Client(OAuthClient client, URI keys) implements Found {}

    record Trouble(String why) implements Found {}
  }

  private Found client() {
    var resolved =
        resolver.resolve(provider, Optional.empty(), Map.of(), ProviderResolver.Purpose.CONNECT);
    return switch (resolved) {
      case Resolution.Unreachable(var why) -> new Found.Trouble(why);
      case Resolution.Unusable(var why) -> new Found.Trouble(why);
      case Resolution.Resolved(var known) -> {
        var place =
            discovery.of(registration.issuer()) instanceof Discovered.Found(var metadata)
                ? metadata.keys()
                : Optional.<URI>empty();
        yield place.isEmpty()
            ? new Found.Trouble("the metadata of " + registration.issuer() + " names no keys")
            : new Found.Client(
                new OAuthClient(known, registration.clientId(), registration.clientSecret()),
                place.get());
      }
    };
  }

  private AuthorizationRequest request(OAuthClient client, OneTimeValues values, boolean anew) {
    var params = new LinkedHashMap<String, String>();
    if (anew) {
      params.put("prompt", "login");
      params.put("max_age", "0");
    }
    var scopes = Map.of(Consent.ONLY_KIND, registration.scopes());
    return new AuthorizationRequest(
        client,
        registration.redirectUri(),
        new Consent(scopes, params, Optional.empty()),
        values,
        Optional.empty());
  }

  private Ended exchanged(
      OAuthClient client, URI place, Secret code, OneTimeValues values, String wanted) {
    var exchange =
        new CodeExchange(
            code,
            registration.redirectUri(),
            Optional.of(values.codeVerifier()),
            registration.scopes());
    return switch (calls.exchange(client, exchange, BeforeSending.GO)) {
      case TokenReply.Granted(var grant) -> verified(client, place, grant, values, wanted);
      case TokenReply.Dead(var error) -> new Ended.Untrusted("the code was answered " + error);
      case TokenReply.OursIsWrong(var error) ->
          new Ended.Trouble("the provider does not take this client: " + error);
      case TokenReply.Refused(var error) -> new Ended.Trouble("the code was answered " + error);
      case TokenReply.NotDone(var why, _, _) -> new Ended.Trouble(why);
      case TokenReply.InDoubt(var why) -> new Ended.Trouble(why);
    };
  }

  private Ended verified(
      OAuthClient client, URI place, Grant grant, OneTimeValues values, String wanted) {
    var token =
        grant
            .idToken()
            .map(text -> text.reveal(Reveal.TO_READ_AN_ANSWER))
            .flatMap(text -> CompactToken.parse(text, LONGEST_ID_TOKEN));
    if (token.isEmpty()) return new Ended.Untrusted("no ID token, or a malformed one");
    if (!isIdToken(token.get().header().path("typ").asString("JWT")))
      return new Ended.Untrusted("a token of another kind than an ID token");
    return switch (keys.verdict(token.get(), place)) {
      case UNKNOWN -> new Ended.Trouble("the keys at " + place + " cannot be had");
      case NOT_SIGNED -> new Ended.Untrusted("the ID token is not signed by a key of the issuer");
      case SIGNED ->
          IdToken.claims(client, grant, Optional.of(values.nonce()), clock.instant())
              .filter(claims -> isSubject(claims))
              .<Ended>map(claims -> new Ended.Known(completed(client, grant, claims, wanted)))
              .orElseGet(() ->
                  new Ended.Untrusted(
                      "the ID token is of another issuer, client or sign-in, or is over"));
    };
  }

  /// A token meant for something else says so in its `typ` (RFC 8725 section 3.11).
  private static boolean isIdToken(String type) {
    return type.equalsIgnoreCase("JWT");
  }

  private static boolean isSubject(ObjectNode claims) {
    var subject = claims.path("sub");
    return subject.isString() && Visible.isShown(subject.asString(), 255);
  }

  /// With what the userinfo endpoint tells beyond the ID token, if it speaks of the same person
  /// (OpenID Connect Core section 5.3.2).
  private ObjectNode completed(OAuthClient client, Grant grant, ObjectNode claims, String wanted) {
    if (claims.has(wanted)) return claims;
    var answer =
        AccountQuestion.at(client, Endpoint.USERINFO, grant.accessToken())
            .map(request ->
                wire.send(Errand.of(Errand.Kind.ACCOUNT_LOOKUP, client), request, BeforeSending.GO))
            .filter(Answered.class::isInstance)
            .map(Answered.class::cast)
            .filter(answered -> answered.status() == OK)
            .flatMap(answered -> Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER)))
            .filter(told -> told.path("sub").equals(claims.path("sub")));
    return answer.map(told -> UserinfoClaims.beside(claims, told, wanted)).orElse(claims);
  }
}
