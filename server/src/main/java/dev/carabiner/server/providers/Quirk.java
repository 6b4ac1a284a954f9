package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One way in which a provider deviates from the standard. Shared code asks for a quirk, never for
/// a provider.
public sealed interface Quirk {
  /// Nobody goes over the provider: users type what they hold.
  record Entered(EnteredCredentials what) implements Quirk {}

  /// Nobody goes over the provider: the application shows who its user is, by an ID token of the
  /// identity provider that both trust.
  record IdentityAssertion() implements Quirk {}

  /// Scopes are not joined by a blank in the authorization request.
  record ScopesJoinedBy(String separator) implements Quirk {}

  /// A blank between scopes has to be a literal plus.
  record ScopeSpacesArePluses() implements Quirk {}

  /// Scopes travel under other names, perhaps apart by kind: kind → parameter; the kind is empty
  /// where there is only one.
  record ScopeParameters(Map<String, String> names) implements Quirk {
    public ScopeParameters {
      names = ordered(names);
    }
  }

  /// The provider runs at anybody's host, and a variable of its addresses is the whole host.
  record FreeHost() implements Quirk {}

  /// No scope parameter at all.
  record NoScopes() implements Quirk {}

  /// Fixed extras of the authorization request.
  record ExtraAuthorizationParams(Map<String, Template> params) implements Quirk {
    public ExtraAuthorizationParams {
      params = ordered(params);
    }
  }

  /// Standard parameters that the authorization request leaves out.
  record OmittedAuthorizationParams(Set<String> names) implements Quirk {
    public OmittedAuthorizationParams {
      names = Set.copyOf(names);
    }
  }

  /// Parameters go by other names: standard name → actual name. A bare name holds everywhere; one
  /// of `token` only in token calls, and one of `callback` only in the callback.
  record ParameterNames(
      Map<String, String> everywhere, Map<String, String> token, Map<String, String> callback)
      implements Quirk {
    public ParameterNames {
      everywhere = ordered(everywhere);
      token = ordered(token);
      callback = ordered(callback);
    }

    /// What a parameter of the authorization request is called.
    public String inRequest(String standard) {
      return everywhere.getOrDefault(standard, standard);
    }

    /// What a parameter of a token call is called.
    public String inTokenCall(String standard) {
      return token.getOrDefault(standard, inRequest(standard));
    }

    /// What a parameter of the callback is called.
    public String inCallback(String standard) {
      return callback.getOrDefault(standard, inRequest(standard));
    }
  }

  /// What goes through the browser and stands in a file of its own.
  sealed interface OnTheBrowsersWay extends Quirk permits AskQuirk, CallbackQuirk {}

  /// Token requests are JSON.
  record JsonTokenRequest() implements Quirk {}

  /// Token requests are GET, with all their parameters in the query.
  record GetTokenRequest() implements Quirk {}

  /// Values of the authorization request that the code exchange repeats: `state`, `scope`.
  record RepeatedTokenParams(Set<String> names) implements Quirk {
    public RepeatedTokenParams {
      names = Set.copyOf(names);
    }
  }

  /// In token requests the client shows who it is with a header of the provider's own.
  record ClientAuthenticationHeader(CallAuthentication.Header header) implements Quirk {}

  /// The client's secret is a JWT that it signs itself; what is stored as secret is the key.
  record SelfMadeSecret(ClientJwt jwt) implements Quirk {}

  /// What the assertion of a client with a private key says.
  record ClientAssertion(ClientJwt jwt) implements Quirk {}

  /// A call right after the code exchange turns a token of short life into one of long life.
  record SecondExchange(ProviderCall call) implements Quirk {}

  /// Further headers of token requests.
  record TokenRequestHeaders(Map<String, Template> headers) implements Quirk {
    public TokenRequestHeaders {
      headers = ordered(headers);
    }
  }

  /// Fixed extras of the code exchange.
  record ExtraTokenParams(Map<String, Template> params) implements Quirk {
    public ExtraTokenParams {
      params = ordered(params);
    }
  }

  /// Fixed extras of the refresh.
  record ExtraRefreshParams(Map<String, Template> params) implements Quirk {
    public ExtraRefreshParams {
      params = ordered(params);
    }
  }

  /// Standard parameters that token calls leave out, `client_id` among them.
  record OmittedTokenParams(Set<String> names) implements Quirk {
    public OmittedTokenParams {
      names = Set.copyOf(names);
    }
  }

  /// The refresh repeats the scopes (otherwise it never names any).
  record RefreshRepeatsScope() implements Quirk {}

  /// The refresh repeats the redirect URI.
  record RefreshRepeatsRedirectUri() implements Quirk {}

  /// Tokens are refreshed by a call of the provider's own.
  record OwnRefreshCall(ProviderCall call) implements Quirk {}

  /// No refresh tokens: the access token itself is what is renewed.
  record AccessTokenIsRenewed() implements Quirk {}

  /// A refresh authenticates the client otherwise than the code exchange does.
  record RefreshClientAuthentication(ClientAuthentication way) implements Quirk {}

  /// A token answer may be form-encoded.
  record FormTokenAnswer() implements Quirk {}

  /// Members of the token answer are elsewhere: dotted paths.
  record TokenAnswerPaths(Map<AnswerField, String> paths) implements Quirk {
    public TokenAnswerPaths {
      paths = Map.copyOf(paths);
    }
  }

  /// Further places of a whole token answer: name → where its members are, if not as usual. They
  /// are tried after the usual place, and the one that the app names before it.
  record AlternateTokenPaths(Map<String, Map<AnswerField, String>> paths) implements Quirk {
    public AlternateTokenPaths {
      var copy = new LinkedHashMap<String, Map<AnswerField, String>>();
      paths.forEach((name, members) -> copy.put(name, Map.copyOf(members)));
      paths = Collections.unmodifiableMap(copy);
    }
  }

  /// The token answer tells when the access token ends, in place of how long it lives.
  record TokenEndsAt(TokenTime time) implements Quirk {}

  /// A lifetime of 0 means that the access token has no end.
  record ZeroLifetimeIsNoEnd() implements Quirk {}

  /// Token types that are bearer tokens under another word.
  record BearerWords(Set<String> words) implements Quirk {
    public BearerWords {
      words = Set.copyOf(words);
    }
  }

  /// Further values of the token answer to keep: our name → dotted path.
  record KeptFromTokenAnswer(Map<String, String> paths) implements Quirk {
    public KeptFromTokenAnswer {
      paths = ordered(paths);
    }
  }

  /// Scopes are not joined by blanks in the token answer.
  record GrantedScopesJoinedBy(String separator) implements Quirk {}

  /// Scopes are joined by blanks or commas in the token answer, now one and now the other.
  record GrantedScopesMixed() implements Quirk {}

  /// Scopes that the token answer calls otherwise: as asked for → as answered.
  record ScopeAliases(Map<String, String> words) implements Quirk {
    public ScopeAliases {
      words = ordered(words);
    }
  }

  /// Scopes that are granted although the token answer leaves them out.
  record UnreportedScopes(Set<String> names) implements Quirk {
    public UnreportedScopes {
      names = Set.copyOf(names);
    }
  }

  /// Scopes that the token answer leaves out where it names one that includes them: scope → all
  /// that it includes.
  record ImpliedScopes(Map<String, Set<String>> included) implements Quirk {
    public ImpliedScopes {
      var copy = new LinkedHashMap<String, Set<String>>();
      included.forEach((scope, names) -> copy.put(scope, Set.copyOf(names)));
      included = Collections.unmodifiableMap(copy);
    }
  }

  /// A token answer with this member is an error, whatever its status and whatever else it holds.
  record ErrorsHideInStatus200(String field) implements Quirk {}

  /// Errors of token answers are elsewhere than in `error`.
  record ErrorPlaces(List<ErrorPlace> places) implements Quirk {
    public ErrorPlaces {
      places = List.copyOf(places);
    }
  }

  /// Error words of the provider's own → the standard word that they stand for.
  record ErrorWords(Map<String, String> words) implements Quirk {
    public ErrorWords {
      words = ordered(words);
    }
  }

  /// Errors whose message tells more than their word: message → the standard word that it stands
  /// for.
  ///
  /// @param path where the message is, dotted
  record ErrorMessages(String path, Map<String, String> messages) implements Quirk {
    public ErrorMessages {
      messages = ordered(messages);
    }
  }

  /// The `iss` of ID tokens differs by tenant: the places of the template are claims of the token.
  record IssuerPerTenant(Template issuer) implements Quirk {}

  /// Tokens are checked by a call of the provider's own.
  ///
  /// @param lifetime dotted path of the seconds that are left
  /// @param end absent: the answer names no point in time
  record OwnIntrospection(ProviderCall call, String lifetime, Optional<TokenTime> end)
      implements Quirk {}

  /// The account is asked for by a call of the provider's own.
  record OwnUserinfo(ProviderCall call) implements Quirk {}

  /// A call right after connecting finds the account, tenant or host.
  ///
  /// @param keep our name → dotted path
  record LookupAfterConnect(ProviderCall call, Map<String, String> keep) implements Quirk {
    public LookupAfterConnect {
      keep = ordered(keep);
    }
  }

  /// A remote MCP server: where it is; endpoints, issuer and scopes are its own to tell.
  record McpServer(Template url) implements Quirk {}

  /// Tokens are asked for by naming what they are for (RFC 8707).
  record TokensForResource(Template resource) implements Quirk {}

  /// A client is registered on the fly, at an address of the provider's own kind.
  record ClientsRegisteredAt(Template url) implements Quirk {}

  /// Tokens are bound to a key of the connection's, and each use needs a proof of it (RFC 9449).
  record BoundTokens() implements Quirk {}

  /// Authorization requests are pushed first (RFC 9126), whatever its metadata says.
  record PushedAuthorization() implements Quirk {}

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
